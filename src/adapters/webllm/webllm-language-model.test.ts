import { describe, expect, it } from 'vitest';
import { FakeLanguageModel } from '../../core/testing/fake-language-model';
import { contractContext, describeLanguageModel } from '../../core/testing/language-model-contract';
import { FakeLogitEngine } from './testing/fake-logit-engine';
import type { FakeAbility } from './testing/fake-logit-engine';
import { WebllmLanguageModel } from './webllm-language-model';

/** A model over fake engines: a new one at each start. */
async function fakeModel(ability: FakeAbility = 'go back', contextLength = contractContext) {
  const text = new FakeLanguageModel({ pieces: ['Ġthe'] });
  const starts: { engine: FakeLogitEngine; lose: () => void; unloaded: boolean }[] = [];
  const model = await WebllmLanguageModel.start({
    id: 'fake',
    title: 'Fake 1B',
    contextLength,
    stopTokens: text.stopTokens,
    tokenizer: {
      specialTokens: text.stopTokens,
      encode: (words) => text.encode(words),
      decode: (tokens) => text.decode(tokens),
      tokenId: () => 0,
      pieces: () => text.vocabulary(),
      renderPrompt: (messages) => text.renderPrompt(messages),
    },
    renderPrompt: (messages) => text.renderPrompt(messages),
    start: async () => {
      const lost = new AbortController();
      const engine = new FakeLogitEngine({ ability });
      const started = { engine, lose: () => lost.abort(), unloaded: false };
      starts.push(started);
      const unload = async () => void (started.unloaded = true);
      return { engine, lost: lost.signal, unload };
    },
  });
  return { model, starts, first: starts[0]! };
}

for (const ability of ['nothing', 'go back', 'keep'] as const) {
  const create = async () => (await fakeModel(ability)).model;
  const name = {
    nothing: 'that only appends',
    'go back': 'that goes back',
    keep: 'that keeps caches',
  };
  describeLanguageModel(`WebLLM on an engine ${name[ability]}`, { create, tolerance: 0 });
}

const tokens = Int32Array.from({ length: 20 }, (_, i) => 60 + i);

describe('a WebLLM model asks its engine for little:', () => {
  it('going back and going on computes the new tokens only', async () => {
    const { model, first } = await fakeModel();
    await model.forward(tokens.slice(0, 7));
    await model.truncate(3);
    await model.truncate(5);
    await model.forward(tokens.slice(10, 12));
    expect(first.engine.calls).toEqual(['append 7, 1', 'truncate 3', 'append 2, 1']);
  });

  it('a kept cache is restored, not computed, when the present one has left it', async () => {
    const { model, first } = await fakeModel('keep');
    await model.forward(tokens.slice(0, 6));
    await model.keep('six');
    await model.truncate(0);
    await model.forward(tokens.slice(10, 12));
    await model.resume('six');
    await model.forward(tokens.slice(6, 7));
    expect(first.engine.calls.slice(-2)).toEqual(['restore six', 'append 1, 1']);
  });

  it('a kept cache that the present one begins with is gone back to', async () => {
    const { model, first } = await fakeModel('keep');
    await model.forward(tokens.slice(0, 6));
    await model.keep('six');
    await model.forward(tokens.slice(6, 8));
    await model.resume('six');
    await model.forward(tokens.slice(9, 10));
    expect(first.engine.calls.slice(-2)).toEqual(['truncate 6', 'append 1, 1']);
  });

  it('a long prompt goes through in passes of the engine’s size, and rows are asked for where they are wanted', async () => {
    const { model, first } = await fakeModel();
    const rows: number[] = [];
    for await (const row of model.forwardAll(tokens, undefined, 6)) rows.push(row.length);
    expect(rows).toHaveLength(6);
    // The first pass needs no row, yet the engine gives at least one.
    expect(first.engine.calls).toEqual(['append 8, 1', 'append 8, 2', 'append 4, 4']);
  });
});

describe('a WebLLM model that is stopped', () => {
  it('between passes appends nothing, and what was computed is used again', async () => {
    const { model, first } = await fakeModel();
    const controller = new AbortController();
    first.engine.arrival = async () => controller.abort();
    const stopped = model.forward(tokens, controller.signal);
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(model.length).toBe(0);
    first.engine.arrival = async () => {};
    await model.forward(tokens.slice(0, 9));
    expect(first.engine.calls).toEqual(['append 8, 1', 'append 1, 1']);
    expect(model.length).toBe(9);
  });
});

describe('a WebLLM model whose graphics card is lost', () => {
  it('says so in one sentence, even when WebLLM never answers', async () => {
    const { model, first } = await fakeModel();
    first.engine.arrival = () => new Promise(() => {});
    const pending = model.forward(tokens.slice(0, 2));
    setTimeout(first.lose);
    await expect(pending).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('Fake 1B') as string,
    });
    expect(model.length).toBe(0);
  });

  it('is loaded anew by the next call and gives the same rows', async () => {
    const { model, first, starts } = await fakeModel();
    await model.forward(tokens.slice(0, 5));
    const expected = await model.forward(tokens.slice(5, 6));
    await model.truncate(5);
    first.lose();
    expect(await model.forward(tokens.slice(5, 6))).toEqual(expected);
    expect(starts).toHaveLength(2);
    expect(starts[1]!.engine.calls).toEqual(['append 6, 1']);
  });

  it('computes a kept cache again', async () => {
    const { model, first } = await fakeModel('keep');
    await model.forward(tokens.slice(0, 5));
    await model.keep('five');
    const expected = await model.forward(tokens.slice(5, 6));
    first.lose();
    expect(await model.resume('five')).toBe(true);
    expect(await model.forward(tokens.slice(5, 6))).toEqual(expected);
  });

  it('does not fail because nothing could be kept', async () => {
    const { model, first, starts } = await fakeModel('keep');
    await model.forward(tokens.slice(0, 5));
    first.engine.keep = () => Promise.reject(new Error('lost'));
    await model.keep('five');
    await model.truncate(0);
    expect(await model.resume('five')).toBe(true);
    await model.forward(tokens.slice(5, 6));
    expect(starts[1]!.engine.calls).toEqual(['append 6, 1']);
  });

  it('gives an engine up that failed for another reason', async () => {
    const { model, first, starts } = await fakeModel();
    await model.forward(tokens.slice(0, 3));
    first.engine.failure = new Error('TVM says no');
    await expect(model.forward(tokens.slice(3, 4))).rejects.toMatchObject({ code: 'engine-lost' });
    expect(first.unloaded).toBe(true);
    expect(model.length).toBe(3);
    await model.forward(tokens.slice(3, 4));
    expect(starts[1]!.engine.calls).toEqual(['append 4, 1']);
  });
});

it('a WebLLM model that was disposed of has unloaded its engine', async () => {
  const { model, first } = await fakeModel();
  await model.dispose();
  expect(first.unloaded).toBe(true);
});
