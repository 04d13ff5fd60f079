import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelSource } from '../../core/ports/model-source';
import { contractContext, describeLanguageModel } from '../../core/testing/language-model-contract';
import { folderSource } from '../cache-storage/node/folder-source';
import { foreignModel, writeModelFolder } from './conversion/testing';
import { loadOnnxModel } from './load-onnx-model';
import type { OnnxModelOptions } from './load-onnx-model';
import { prepareRuntime } from './node/prepare-runtime';
import { createProcessorSession } from './processor-session';

const files = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/model_q4f16.onnx',
];

let folder: Awaited<ReturnType<typeof writeModelFolder>>;
beforeAll(async () => {
  prepareRuntime();
  folder = await writeModelFolder({
    single: foreignModel(),
    half: foreignModel({ type: 'float16' }),
    hybrid: foreignModel({ extraInput: 'past_conv.0' }),
  });
});
afterAll(() => folder.remove());

const load = (id: string, changed: Partial<OnnxModelOptions> = {}) =>
  loadOnnxModel(folderSource(folder.path, id), {
    ...{
      id: 'some',
      title: 'Some model',
      backend: 'wasm',
      threads: 1,
      contextLength: contractContext,
    },
    ...{ createSession: createProcessorSession, files, weights: 'onnx/model_q4f16.onnx' },
    ...changed,
  });

describeLanguageModel('a model of another exporter', {
  create: () => load('single'),
  tolerance: 0.001,
});

// The cache is rounded to 16 bits between passes, and not within one.
describeLanguageModel('a model of another exporter in 16 bits', {
  create: () => load('half'),
  tolerance: 0.05,
});

describe('a model of another exporter', () => {
  it('gives in a prompt of many passes what it gives token by token', async () => {
    const model = await load('single', { contextLength: 400 });
    const tokens = Int32Array.from({ length: 200 }, (_, i) => 3 + ((i * 37) % 250));
    const whole: Float32Array[] = [];
    for await (const row of model.forwardAll(tokens, undefined, 130)) whole.push(row.slice());
    await model.truncate(0);
    const single: Float32Array[] = [];
    for (const token of tokens) single.push((await model.forward(Int32Array.of(token))).slice());
    expect(whole).toHaveLength(130);
    single.slice(-130).forEach((row, i) => {
      const difference = row.reduce((max, x, t) => Math.max(max, Math.abs(x - whole[i]![t]!)), 0);
      expect(difference).toBeLessThan(0.001);
    });
    await model.dispose();
  });

  it('ends its turn at every token that its configurations name', async () => {
    const model = await load('single');
    expect(model.stopTokens).toContain(40);
    expect(model.vocabulary()[40]).toBe('');
    await model.dispose();
  });

  it('gives the session what its file keeps beside it', async () => {
    const given: { path: string; bytes: number }[] = [];
    const source = folderSource(folder.path, 'single');
    const beside: ModelSource = {
      modelId: 'single',
      fetch: (paths, ...rest) =>
        source.fetch(
          paths.filter((path) => !path.endsWith('_data')),
          ...rest,
        ),
      open: async (path) =>
        path.endsWith('_data') ? new Response(new Uint8Array(5)) : source.open(path),
    };
    const model = await loadOnnxModel(beside, {
      ...{ id: 'some', title: 'Some model', backend: 'wasm', threads: 1, contextLength: 96 },
      ...{ files: [...files, 'onnx/model_q4f16.onnx_data'], weights: 'onnx/model_q4f16.onnx' },
      createSession: (weights, external) => {
        for (const { path, data } of external) given.push({ path, bytes: data.length });
        return createProcessorSession(weights, []);
      },
    });
    expect(given).toEqual([{ path: 'model_q4f16.onnx_data', bytes: 5 }]);
    await model.dispose();
  });
});

describe('what can not run is refused by its name:', () => {
  let fails: (error: unknown) => () => Promise<never>;
  beforeEach(() => {
    fails = (error) => () => Promise.reject(error as Error);
  });

  it('a model with states that are no key/value cache', async () => {
    await expect(load('hybrid')).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringMatching(/^Some model .*past_conv\.0/) as string,
    });
  });

  it.each([
    new RangeError('Array buffer allocation failed'),
    new Error("Can't create a session. std::bad_alloc"),
    new WebAssembly.RuntimeError('Aborted(OOM)'),
    12_345_678,
  ])('one that finds no memory (%s), with a smaller one to take', async (error) => {
    await expect(load('single', { createSession: fails(error) })).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringContaining('smaller model such as SmolLM2 135M') as string,
    });
  });

  it('one with operations that the engine lacks', async () => {
    const error = new Error('Could not find an implementation for GatherBlockQuantized(1)');
    await expect(load('single', { createSession: fails(error) })).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('operations') as string,
    });
  });

  it('one that no chat template was made for', async () => {
    const source = folderSource(folder.path, 'single');
    const untold: ModelSource = {
      ...source,
      open: async (path) =>
        path === 'tokenizer_config.json' ? new Response('{}') : source.open(path),
    };
    const loading = loadOnnxModel(untold, {
      ...{ id: 'some', title: 'Some model', backend: 'wasm', threads: 1, contextLength: 96 },
      ...{ createSession: createProcessorSession, files, weights: 'onnx/model_q4f16.onnx' },
    });
    await expect(loading).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('chat template') as string,
    });
  });
});
