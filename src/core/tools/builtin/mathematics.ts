import type { Unit } from 'mathjs';

export interface Mathematics {
  /** Throws on expressions that mathjs can't read, and on names that reach out of them. */
  evaluate(expression: string): unknown;
  /** A quantity, the unit in the names of mathjs. Throws when it does not know the unit. */
  quantity(value: number, unit: string): Unit;
}

let loaded: Promise<Mathematics> | null = null;

/** mathjs (https://mathjs.org), loaded on first use: with what the tools need of it, it is 317 kB. */
export function mathematics(): Promise<Mathematics> {
  loaded ??= load().catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

/** What can change mathjs or reach out of an expression; its security notes advise to take these away. */
const refused = ['import', 'createUnit', 'evaluate', 'parse', 'simplify', 'derivative', 'resolve'];

async function load(): Promise<Mathematics> {
  const {
    create,
    addDependencies,
    cbrtDependencies,
    divideDependencies,
    evaluateDependencies,
    log10Dependencies,
    logDependencies,
    multiplyDependencies,
    piDependencies,
    powDependencies,
    sqrtDependencies,
    subtractDependencies,
    unaryMinusDependencies,
    unitDependencies,
  } = await import('mathjs');
  const math = create({
    addDependencies,
    cbrtDependencies,
    divideDependencies,
    evaluateDependencies,
    log10Dependencies,
    logDependencies,
    multiplyDependencies,
    piDependencies,
    powDependencies,
    sqrtDependencies,
    subtractDependencies,
    unaryMinusDependencies,
    unitDependencies,
  });
  const { evaluate, unit } = math;
  const refuse = (name: string) => () => {
    throw new Error(`${name} is not allowed in an expression.`);
  };
  math.import(Object.fromEntries(refused.map((name) => [name, refuse(name)])), { override: true });
  return {
    evaluate: (expression) => evaluate(expression),
    quantity: (value, name) => unit(value, name),
  };
}
