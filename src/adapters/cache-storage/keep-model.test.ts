import { beforeEach, expect, it } from 'vitest';
import { keepModel } from './keep-model';
import { createModelFiles } from './model-files';
import { MemoryCache } from './testing/memory-cache';

const baseUrl = 'https://page.test/models/';
const files = {
  'config.json': new TextEncoder().encode('{"a": 1}'),
  'onnx/weights.onnx': Uint8Array.of(1, 2, 3),
};
const paths = Object.keys(files);

let cache: MemoryCache;
beforeEach(() => {
  cache = new MemoryCache();
});

/** The page's server has no models. */
const served = (modelId: string) =>
  createModelFiles({
    ...{ baseUrl, modelId, cache },
    fetch: () => Promise.resolve(new Response('<html>', { status: 404 })),
  });

it('a model that was made here is found as if the server had given it', async () => {
  await keepModel(cache, baseUrl, 'first', files);
  await keepModel(cache, baseUrl, 'second', { 'config.json': files['config.json'] });
  const source = served('first');
  expect(await source.stock(paths)).toEqual({ bytes: 11, complete: true });
  await source.fetch(paths, () => {});
  const weights = await (await source.open('onnx/weights.onnx'))!.arrayBuffer();
  expect([...new Uint8Array(weights)]).toEqual([1, 2, 3]);
  expect(await served('second').stock(['config.json'])).toEqual({ bytes: 8, complete: true });
});

it('a full device at any byte leaves nothing of it, and what was there is as it was', async () => {
  await keepModel(cache, baseUrl, 'before', files);
  const before = [...cache.entries.keys()];
  for (let room = 0; room < 150; room += 5) {
    cache.room = room;
    await expect(keepModel(cache, baseUrl, 'new', files)).rejects.toMatchObject({
      code: 'storage-full',
    });
    expect([...cache.entries.keys()]).toEqual(before);
    cache.room = Infinity;
    expect((await served('before').stock(paths)).complete).toBe(true);
  }
});
