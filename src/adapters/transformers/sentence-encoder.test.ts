import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEncoder } from '../../core/testing/encoder-contract';
import { randomBert, writeModelFolder } from './conversion/testing';
import { startEncoderPass } from '../llama/node/start-encoder-pass';
import { loadEncoder } from './load-encoder';
import { folderSource } from '../cache-storage/node/folder-source';

let folder: Awaited<ReturnType<typeof writeModelFolder>>;
beforeAll(async () => {
  folder = await writeModelFolder({ random: randomBert() });
});
afterAll(() => folder.remove());

const load = () => loadEncoder(folderSource(folder.path, 'random'), startEncoderPass);

describeEncoder('the kernel with a random two-layer BERT', load);

it('has the hash of its weights and arithmetic, and their width', async () => {
  const encoder = await load();
  expect(encoder.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(encoder.dimensions).toBe(64);
  await encoder.dispose();
});
