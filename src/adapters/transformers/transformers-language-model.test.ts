import { afterAll, beforeAll, expect, it } from 'vitest';
import { contractContext, describeLanguageModel } from '../../core/testing/language-model-contract';
import { randomLlama, writeModelFolder } from './conversion/testing';
import { loadLanguageModel } from './load-language-model';
import { folderSource } from '../cache-storage/node/folder-source';

let folder: Awaited<ReturnType<typeof writeModelFolder>>;
beforeAll(async () => {
  folder = await writeModelFolder({ random: randomLlama({ precisions: ['int8'] }) });
});
afterAll(() => folder.remove());

describeLanguageModel('transformers.js with a random two-layer model', {
  create: () =>
    loadLanguageModel(folderSource(folder.path, 'random'), {
      backend: 'cpu',
      threads: 1,
      contextLength: contractContext,
    }),
  // A rounding of an int8 activation may flip between chunkings; a wrong cache gives differences of 5 and more.
  tolerance: 0.1,
});

it('weights for which there is no room, and weights that are none, are errors with a sentence for people', async () => {
  const source = folderSource(folder.path, 'random');
  const weights = 'onnx/model_int8.onnx';
  const withWeights = (arrayBuffer: () => Promise<ArrayBuffer>) => ({
    ...source,
    open: async (path: string) => (path === weights ? { arrayBuffer } : source.open(path)),
  });
  const startDecoder = () => Promise.resolve(null);
  const options = { backend: 'cpu', threads: 1, title: 'Tiny 2 layers', startDecoder } as const;
  const failure = (arrayBuffer: () => Promise<ArrayBuffer>) =>
    loadLanguageModel(withWeights(arrayBuffer), options).catch((error: unknown) => error);
  expect(
    await failure(() => Promise.reject(new RangeError('Array buffer allocation failed'))),
  ).toMatchObject({
    code: 'out-of-memory',
    message: expect.stringMatching(/^Tiny 2 layers does not fit.*smaller model/) as string,
  });
  expect(await failure(() => Promise.resolve(new ArrayBuffer(64)))).toMatchObject({
    code: 'model-unsupported',
    message: expect.stringContaining('Tiny 2 layers') as string,
  });
});
