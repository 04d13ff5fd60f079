import { afterAll, beforeAll } from 'vitest';
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
