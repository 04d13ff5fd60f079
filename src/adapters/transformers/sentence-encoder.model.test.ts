import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { describeEncoder } from '../../core/testing/encoder-contract';
import { offScopeRequests } from '../../core/learning/off-scope-requests';
import { layersOf, readSentenceSpace } from '../../core/learning/sentence-space';
import { startEncoderPass } from '../llama/node/start-encoder-pass';
import { loadEncoder } from './load-encoder';
import { loadPageEncoder } from './node/page-encoder';
import { folderSource } from '../cache-storage/node/folder-source';

const load = () => loadEncoder(folderSource('public/models', 'all-MiniLM-L6-v2'), startEncoderPass);

describeEncoder('the kernel with all-MiniLM-L6-v2', load);

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

it('keeps likenesses of both layers in the 256 directions that pages compare sentences in', async () => {
  const source = folderSource('public/models', 'all-MiniLM-L6-v2');
  const [encoder, placed] = await Promise.all([load(), loadPageEncoder(source, startEncoderPass)]);
  const space = readSentenceSpace(await readFile('src/adapters/transformers/sentence-space.bin'));
  const texts = offScopeRequests.slice(0, 40);
  const layers = (await encoder.embed(texts)).map((state) => layersOf(state, space.wordMean));
  const states = await placed.embed(texts);
  const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const errors = texts.slice(1).map((_, i) => {
    const whole = cosine(layers[0]!, layers[i + 1]!) / 2;
    return Math.abs(cosine(states[0]!.pooled, states[i + 1]!.pooled) - whole);
  });
  expect(Math.max(...errors)).toBeLessThan(0.1);
  await Promise.all([encoder.dispose(), placed.dispose()]);
});
