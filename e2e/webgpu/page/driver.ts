import { connect } from '../../../src/workers/rpc';
import type { Remote } from '../../../src/workers/rpc';
import type { Engine, ModelProtocol } from './model.worker';

const models = new Map<Engine, Remote<ModelProtocol>>();

async function load(engine: Engine) {
  const worker = new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module' });
  const { remote } = connect<ModelProtocol>(worker);
  const loaded = await remote.load(engine);
  models.set(engine, remote);
  return loaded;
}

/** Mean divergence of the rows of logits of two engines in nats, and the share of rows with the same best token. */
function compare(expected: Float32Array, actual: Float32Array, width: number) {
  let divergence = 0;
  let agreeing = 0;
  const rows = expected.length / width;
  for (let row = 0; row < rows; row++) {
    const p = logProbabilities(expected.subarray(row * width, (row + 1) * width));
    const q = logProbabilities(actual.subarray(row * width, (row + 1) * width));
    p.forEach((x, i) => (divergence += (Math.exp(x) * (x - q[i]!)) / rows));
    if (best(p) === best(q)) agreeing += 1 / rows;
  }
  return { divergence, agreeing };
}

function logProbabilities(logits: Float32Array): Float64Array {
  const largest = logits.reduce((max, x) => Math.max(max, x), -Infinity);
  const sum = logits.reduce((total, x) => total + Math.exp(x - largest), 0);
  return Float64Array.from(logits, (x) => x - largest - Math.log(sum));
}

function best(row: Float64Array): number {
  return row.reduce((at, x, i) => (x > row[at]! ? i : at), 0);
}

const driver = {
  load,

  /** The same text on the card and on another engine, whole. */
  async compareText(text: string, engine: Engine) {
    const [other, card] = [models.get(engine)!, models.get('card')!];
    const tokens = await other.encode(text);
    await Promise.all([other.truncate(0), card.truncate(0)]);
    const expected = await other.append(tokens, tokens.length);
    const actual = await card.append(tokens, tokens.length);
    return { tokens: tokens.length, ...compare(expected, actual, expected.length / tokens.length) };
  },

  /** Goes back over the last two tokens, which the cache still has, and reads them one by one. */
  async compareSteps(text: string) {
    const card = models.get('card')!;
    const tokens = await card.encode(text);
    await card.truncate(0);
    const whole = await card.append(tokens, 2);
    await card.truncate(tokens.length - 2);
    const steps: Float32Array[] = [];
    for (const token of tokens.slice(-2)) steps.push(await card.append(Int32Array.of(token), 1));
    const width = whole.length / 2;
    const single = Float32Array.from(steps.flatMap((row) => [...row]));
    return compare(whole, single, width);
  },
};

export type Driver = typeof driver;
Object.assign(globalThis, { driver });
