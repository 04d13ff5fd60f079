import { generate } from '../src/core/generation/generate';
import { applyMask } from '../src/core/generation/mask';
import { createRandom } from '../src/core/generation/prng';
import { TokenCache } from '../src/core/generation/token-cache';
import { headScores } from '../src/core/learning/head';
import { PHI_DIMENSIONS } from '../src/core/learning/parameters';
import type { Head } from '../src/core/learning/snapshot';
import type { GrammarCompiler } from '../src/core/ports/grammar';
import type { LanguageModel } from '../src/core/ports/language-model';
import { decisionActions, reminderSchema } from './generation-prompts';
import { estimate, type Estimate } from './report';

/** Short enough that other programs seldom come between: the median of many says what it costs. */
const repetitions = 200;
const newTokens = 64;

/** What comes on top of the model: the loop and the grammar for each token, the adapter for each decision. */
export async function measureCosts(
  model: LanguageModel,
  grammars: GrammarCompiler,
): Promise<Record<string, Record<string, Estimate>>> {
  const loop = await measureLoop(model);
  return {
    'a token, beside the model': { milliseconds: loop.beside },
    'a token, in the model': { milliseconds: loop.inside },
    'a token, its grammar': { milliseconds: await measureGrammar(model, grammars) },
    'a decision, its adapter': { milliseconds: measureAdapter() },
  };
}

/** The whole loop without its prompt, divided into the model's passes and the rest. */
async function measureLoop(model: LanguageModel): Promise<{ inside: Estimate; beside: Estimate }> {
  const passes: number[] = [];
  const timed = new Proxy(model, {
    get(target, name) {
      if (name === 'stopTokens') return [];
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'forward') return value.bind(target) as unknown;
      return async (...args: Parameters<LanguageModel['forward']>) => {
        const start = performance.now();
        const row = await target.forward(...args);
        passes.push(performance.now() - start);
        return row;
      };
    },
  });
  const prompt = model.encode('Once upon a time there was a lighthouse keeper.');
  const greedy = { temperature: 0, topP: 1, repetitionPenalty: 1.1, random: createRandom(1) };
  const inside: number[] = [];
  const beside: number[] = [];
  for (let round = 0; round < 5; round++) {
    await model.truncate(0);
    passes.length = 0;
    const start = performance.now();
    await generate(new TokenCache(timed), prompt, { ...greedy, maxTokens: newTokens });
    const all = performance.now() - start;
    const inModel = sum(passes);
    beside.push((all - inModel) / passes.length);
    inside.push((inModel - passes[0]!) / (passes.length - 1));
  }
  return { inside: estimate(inside), beside: estimate(beside) };
}

/** Mask, its application to a row and one step on, along a call's arguments. */
async function measureGrammar(model: LanguageModel, grammars: GrammarCompiler): Promise<Estimate> {
  const text = '{"text": "call the dentist", "when": "tomorrow at half past nine"}';
  const tokens = model.encode(text);
  const row = new Float32Array(model.vocabularySize);
  const medians: number[] = [];
  for (let round = 0; round < 5; round++) {
    const taken: number[] = [];
    for (let i = 0; i < repetitions / tokens.length; i++) {
      const matcher = await grammars.compile(reminderSchema);
      for (const token of tokens) {
        const start = performance.now();
        applyMask(row, await matcher.mask());
        if (!matcher.accept(token)) throw new Error(`the grammar does not allow “${text}”`);
        taken.push(performance.now() - start);
      }
      matcher.dispose();
    }
    medians.push(median(taken));
  }
  return estimate(medians);
}

function measureAdapter(): Estimate {
  const random = createRandom(1);
  const actions = decisionActions.map(({ tool }) => tool);
  const some = (length: number) => Float32Array.from({ length }, () => random.next() - 0.5);
  const head: Head = {
    ...{ actions, dimensions: PHI_DIMENSIONS },
    weights: some(actions.length * PHI_DIMENSIONS),
    bias: some(actions.length),
  };
  const phi = some(PHI_DIMENSIONS);
  const medians = Array.from({ length: 5 }, () =>
    median(
      Array.from({ length: repetitions }, () => {
        const start = performance.now();
        headScores(head, actions, phi);
        return performance.now() - start;
      }),
    ),
  );
  return estimate(medians);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
