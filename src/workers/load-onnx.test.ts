import { afterEach, expect, it, vi } from 'vitest';
import { onnxModels } from '../adapters/transformers/catalogue';
import { embeddedModel } from '../core/models/model-entry';
import type { ModelEntry } from '../core/models/model-entry';
import type { ModelSource } from '../core/ports/model-source';
import { loadOnnx, runsInSession } from './load-onnx';

const onCard = onnxModels.find(({ origin }) => origin.kind === 'embedded')!;
const asked: string[] = [];
const source: ModelSource = {
  modelId: 'm',
  fetch: async (paths) => {
    asked.push(...paths);
    return [];
  },
  open: async () => undefined,
};

const load = (entry: ModelEntry) =>
  loadOnnx(entry, source, { threads: 1, onProgress: () => {}, signal: undefined });
const card = (...features: string[]) => ({
  gpu: { requestAdapter: () => Promise.resolve({ features: new Set(features) }) },
});

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['no WebGPU', {}],
  ['no adapter', { gpu: { requestAdapter: () => Promise.resolve(null) } }],
  ['a broken driver', { gpu: { requestAdapter: () => Promise.reject(new Error('driver')) } }],
])('a model of the card is refused with %s, before anything is fetched', async (_, navigator) => {
  vi.stubGlobal('navigator', navigator);
  await expect(load(onCard)).rejects.toMatchObject({
    code: 'no-webgpu',
    message: expect.stringContaining('runs on the processor') as string,
  });
  expect(asked).toEqual([]);
});

it('a model in 16 bits is refused where the card has none', async () => {
  vi.stubGlobal('navigator', card('timestamp-query'));
  await expect(load({ ...onCard, features: ['shader-f16'] })).rejects.toMatchObject({
    code: 'no-shader-f16',
    message: expect.stringContaining('32 bits') as string,
  });
});

it('what is converted for the processor does not run in a session', () => {
  expect(runsInSession(embeddedModel)).toBe(false);
  expect(runsInSession({ ...embeddedModel, origin: { kind: 'opened' } })).toBe(false);
  expect(runsInSession(onCard)).toBe(true);
  expect(runsInSession(onnxModels.at(-1)!)).toBe(true);
});
