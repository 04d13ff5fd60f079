import { describe, expect, it } from 'vitest';
import { FakeGrammarCompiler } from '../testing/fake-grammar';
import { FakeLanguageModel } from '../testing/fake-language-model';
import type { FakeLanguageModelOptions } from '../testing/fake-language-model';
import type { JsonSchema } from '../tools/json-schema';
import { generate } from './generate';
import type { Generation } from './generate';
import { createRandom } from './prng';
import { TokenCache } from './token-cache';

const anySchema: JsonSchema = {
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: false,
};
const options: Generation = {
  maxTokens: 100,
  temperature: 0,
  topP: 1,
  repetitionPenalty: 1,
  random: createRandom(1),
};

/** A model that, after a prompt of two tokens, wants to say `text` and then to stop. */
function saying(text: string, more: FakeLanguageModelOptions = {}): FakeLanguageModel {
  const model: FakeLanguageModel = new FakeLanguageModel({
    ...more,
    next: (tokens) => model.encode(`${text}<|end|>`)[tokens.length - 2] ?? -1,
  });
  return model;
}

function run(model: FakeLanguageModel, more: Partial<Generation> = {}) {
  return generate(new TokenCache(model), Int32Array.of(70, 71), { ...options, ...more });
}

async function runUnder(texts: string[], model: FakeLanguageModel) {
  const matcher = await new FakeGrammarCompiler(texts, model.vocabulary()).compile(anySchema);
  return run(model, { grammar: { matcher, pieces: model.vocabulary() } });
}

describe('generating prose', () => {
  it('writes what the model wants until it ends its turn', async () => {
    const deltas: string[] = [];
    const result = await run(saying('Hi 🙂!'), { onDelta: (delta) => deltas.push(delta) });
    expect(result).toMatchObject({ text: 'Hi 🙂!', finish: 'stop' });
    expect(result.tokens).toHaveLength(8);
    expect(deltas).toEqual(['H', 'i', ' ', '🙂', '!']);
  });

  it('stops at the limit of tokens', async () => {
    const result = await run(saying('Hello there'), { maxTokens: 5 });
    expect(result).toMatchObject({ text: 'Hello', finish: 'length' });
  });

  it('stops where the context is full', async () => {
    const result = await run(saying('Hello there', { contextLength: 7 }));
    expect(result).toMatchObject({ text: 'Hello ', finish: 'length' });
  });

  it('stops a loop', async () => {
    const result = await run(saying('the end of it, '.repeat(10)));
    expect(result.finish).toBe('repetition');
    expect(result.text).toBe('the end of it, '.repeat(3));
  });

  it('gives back what there is when cancelled', async () => {
    const controller = new AbortController();
    const onDelta = (delta: string): void => {
      if (delta === 'l') controller.abort();
    };
    const result = await run(saying('Hello'), { onDelta, signal: controller.signal });
    expect(result).toMatchObject({ text: 'Hel', finish: 'cancelled' });
  });

  it('is the same text for the same seed and another for another', async () => {
    const noise = new FakeLanguageModel();
    const sampled = async (seed: number) => {
      const creative = { temperature: 1, random: createRandom(seed), maxTokens: 20 };
      await noise.truncate(0);
      return (await run(noise, creative)).tokens;
    };
    expect(await sampled(1)).toEqual(await sampled(1));
    expect(await sampled(1)).not.toEqual(await sampled(2));
  });

  it('avoids what it has written under a repetition penalty', async () => {
    // Its favourite token leads by 20; divided by 100 it is one of many.
    const model = new FakeLanguageModel({ next: () => 80 });
    const plain = await run(model, { maxTokens: 5 });
    await model.truncate(0);
    const penalised = await run(model, { maxTokens: 5, repetitionPenalty: 100 });
    expect(new Set(plain.tokens)).toEqual(new Set([80]));
    expect(penalised.tokens.filter((token) => token === 80)).toHaveLength(1);
  });

  it('does not change the row that the model gave', async () => {
    const row = new Float32Array(258).fill(1);
    const model = new FakeLanguageModel();
    model.forward = () => Promise.resolve(row);
    await run(model, { maxTokens: 3, repetitionPenalty: 2 });
    expect(row.every((logit) => logit === 1)).toBe(true);
  });

  it('takes one forward pass a token', async () => {
    const model = saying('Hello');
    await run(model);
    expect(model.calls).toEqual(['forward 2', ...Array<string>(5).fill('forward 1')]);
  });
});

describe('generating under a grammar', () => {
  it('writes only what the grammar allows, and ends where it ends', async () => {
    const result = await runUnder(['yes', 'no'], saying('maybe'));
    expect(['yes', 'no']).toContain(result.text);
    expect(result.finish).toBe('stop');
  });

  it('takes no pass for text that is forced', async () => {
    const model = saying('{"a": "x"}');
    const result = await runUnder(['{"a": "x"}', '{"a": "y"}'], model);
    expect(result.text).toBe('{"a": "x"}');
    // The prompt with all that is forced before the choice; nothing after it.
    expect(model.calls).toEqual(['forward 9']);
  });

  it('takes no pass at all when everything is forced', async () => {
    const model = saying('no');
    expect(await runUnder(['yes'], model)).toMatchObject({ text: 'yes', finish: 'stop' });
    expect(model.calls).toEqual([]);
  });

  it('leaves the last forced token to the model when a longer one fits', async () => {
    // Forced is "b"; the model knows "buy" as one token and must not be led to "b" + "u" + "y".
    const model = saying('buy', { pieces: ['buy'] });
    const result = await runUnder(['buy', 'bid'], model);
    expect(result.text).toBe('buy');
    expect(result.tokens).toEqual([...model.encode('buy')]);
  });

  it('writes characters that share their first bytes with others', async () => {
    // 😀 and 😁 differ in their last byte: the forced part ends inside a character.
    const result = await runUnder(['😀', '😁'], saying('😁'));
    expect(result.text).toBe('😁');
  });

  it('says so when the grammar allows nothing', async () => {
    const model = saying('x');
    const stuck = {
      mask: () => Promise.resolve(new Int32Array(9)),
      accept: () => false,
      rollback: () => {},
      isTerminated: () => false,
      jumpForward: () => '',
      dispose: () => {},
    };
    const generating = run(model, { grammar: { matcher: stuck, pieces: model.vocabulary() } });
    await expect(generating).rejects.toMatchObject({ code: 'generation-stuck' });
  });
});
