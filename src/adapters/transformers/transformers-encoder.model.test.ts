import { expect, it } from 'vitest';
import { describeEncoder } from '../../core/testing/encoder-contract';
import { loadEncoder } from './load-encoder';
import { folderSource } from '../cache-storage/node/folder-source';

const load = () =>
  loadEncoder(folderSource('public/models', 'all-MiniLM-L6-v2'), { backend: 'cpu', threads: 2 });

describeEncoder('transformers.js with all-MiniLM-L6-v2', load);

it('finds a paraphrase more similar than another request', async () => {
  const encoder = await load();
  const [request, paraphrase, other] = await encoder.embed([
    'set a timer for ten minutes',
    'please start a 10 minute countdown',
    'what is the capital of France',
  ]);
  const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const near = cosine(request!.pooled, paraphrase!.pooled);
  expect(near).toBeGreaterThan(0.6);
  expect(cosine(request!.pooled, other!.pooled)).toBeLessThan(near - 0.3);
  await encoder.dispose();
});
