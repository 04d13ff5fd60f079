import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFetchJson } from '../adapters/cache-storage/fetch-json';
import { KeptModels } from '../adapters/cache-storage/kept-models';
import { createModelFiles } from '../adapters/cache-storage/model-files';
import { FileServer } from '../adapters/cache-storage/testing/file-server';
import { MemoryCaches } from '../adapters/cache-storage/testing/memory-cache';
import { describeHub } from '../adapters/transformers/hub/describe-hub';
import { hubFiles } from '../adapters/transformers/hub/hub-files';
import { embeddedModel } from '../core/models/model-entry';
import type { ModelEntry } from '../core/models/model-entry';
import { FakeModelShelf } from '../core/testing/fake-model-shelf';
import { describeModelShelf } from '../core/testing/model-shelf-contract';
import { createModelShelf } from './model-shelf';

const hub = 'https://huggingface.co/';
const kibibyte = 1024;

function hubEntry(repository: string): ModelEntry {
  return {
    ...embeddedModel,
    id: repository.replace('/', '--'),
    origin: { kind: 'hub', repository, revision: 'main', weights: 'onnx/model_q4.onnx' },
    downloadBytes: null,
  };
}

/** A hub with two repositories, a page without models, and an empty shelf. */
function setUp() {
  const server = new FileServer(hub);
  for (const repository of ['a/first', 'b/second']) serveRepository(server, repository);
  const page = new FileServer('https://page.test/models/');
  const caches = new MemoryCaches();
  const fakeOpened = new FakeModelShelf();
  const shelf = createModelShelf({
    kept: new KeptModels({
      ...{ openCache: caches.open, cacheName: 'models', fetch: server.fetch },
      ...{ listFolder: 'https://page.test/model-lists/', partBytes: 4 * kibibyte },
    }),
    files: async (entry, signal) => {
      const files = await hubFiles(entry, createFetchJson(server.fetch, entry.title, signal));
      return files.map((file) => ({ ...file, cache: 'models' }));
    },
    served: async (modelId) =>
      createModelFiles({
        ...{ baseUrl: page.base, modelId, cache: await caches.open('models') },
        ...{ fetch: page.fetch, partBytes: 4 * kibibyte },
      }),
    servedPaths: () => ['config.json', 'weights.onnx'],
    opened: {
      openGguf: (...args) => fakeOpened.openGguf(...args),
      opened: () => fakeOpened.opened(),
      installDefault: (...args) => fakeOpened.installDefault(...args),
      forget: (of) => fakeOpened.forget(of),
      remove: (entry) => fakeOpened.remove(entry),
      stock: async (id) => (await fakeOpened.stock([{ ...embeddedModel, id }]))[0]!,
    },
    describe: (address) =>
      describeHub(address, createFetchJson(server.fetch, address), {
        ...{ webgpu: true, shaderF16: false },
      }),
  });
  return { server, page, caches, shelf };
}

function serveRepository(server: FileServer, repository: string): void {
  const weights = new Uint8Array(12 * kibibyte).map((_, i) => (i * 13) % 251);
  const files = {
    'config.json': '{"model_type": "qwen3"}',
    'tokenizer.json': '{"added_tokens": []}',
    'tokenizer_config.json': '{}',
    'onnx/model_q4.onnx': weights,
    'onnx/model_q4.onnx_data': weights.slice(0, 3000),
    'onnx/model_fp16.onnx': weights,
    'README.md': '# Read me',
  };
  const list = Object.entries(files).map(([path, content]) => {
    server.put(`${repository}/resolve/main/${path}`, content);
    const oid = createHash('sha256').update(content).digest('hex');
    const size = content.length;
    return { type: 'file', path, size, ...(path.includes('onnx/') && { lfs: { oid, size } }) };
  });
  server.put(`api/models/${repository}/tree/main?recursive=1`, JSON.stringify(list));
}

describeModelShelf('the shelf over the caches', () => ({
  shelf: setUp().shelf,
  entry: hubEntry('a/first'),
  other: hubEntry('b/second'),
}));

const ignore = (): void => {};

describe('the shelf', () => {
  it('downloads the weights that the entry names with what lies beside them, and no others', async () => {
    const { server, shelf } = setUp();
    await shelf.download(hubEntry('a/first'), ignore);
    const asked = server.requests.map((request) => request.replace('a/first/resolve/main/', ''));
    expect(asked.toSorted()).toEqual([
      'api/models/a/first/tree/main?recursive=1',
      'config.json',
      'onnx/model_q4.onnx',
      'onnx/model_q4.onnx_data',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
  });

  it('tells the stock, of models that were never asked for too, without a request', async () => {
    const { server, page, shelf } = setUp();
    await shelf.stock([hubEntry('a/first'), embeddedModel]);
    expect([...server.requests, ...page.requests]).toEqual([]);
  });

  it('refuses a repository without the weights before anything is downloaded', async () => {
    const { server, shelf } = setUp();
    const entry = hubEntry('a/first');
    const origin = { ...entry.origin, weights: 'onnx/model_int8.onnx' } as ModelEntry['origin'];
    await expect(shelf.download({ ...entry, origin }, ignore)).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('onnx/model_int8.onnx') as string,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('keeps the small files of a served model when its weights are removed, and counts them for none of its forms', async () => {
    const { caches, page, shelf } = setUp();
    const content = { 'config.json': '{}', 'weights.onnx': new Uint8Array(9 * kibibyte) };
    const files = Object.entries(content).map(([name, bytes]) => {
      const path = `${embeddedModel.id}/${name}`;
      page.put(path, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path, bytes: bytes.length, sha256 };
    });
    page.put('manifest.json', JSON.stringify({ files }));
    await shelf.download(embeddedModel, ignore);
    expect(await shelf.stock([embeddedModel])).toMatchObject([{ complete: true }]);
    await shelf.remove(embeddedModel);
    expect(await shelf.stock([embeddedModel])).toMatchObject([{ bytes: 0, complete: false }]);
    const keys = (await (await caches.open('models')).keys()).map(({ url }) => url);
    expect(keys.some((key) => key.includes('config.json'))).toBe(true);
  });
});

describe('what stands at an address of the hub', () => {
  it('is described with the form that suits the browser, its size and its family', async () => {
    const { server, shelf } = setUp();
    const entry = await shelf.describe('https://huggingface.co/a/first');
    expect(entry).toMatchObject({
      ...{ id: 'a--first--q4', family: 'qwen', backend: 'webgpu', features: [] },
      origin: {
        kind: 'hub',
        repository: 'a/first',
        revision: 'main',
        weights: 'onnx/model_q4.onnx',
      },
      downloadBytes: 12 * kibibyte + 3000 + 23 + 20 + 2,
    });
    // Nothing but the list and the configuration was asked for.
    expect(server.requests).toHaveLength(2);
    await shelf.download(entry, ignore);
    expect(await shelf.stock([entry])).toMatchObject([
      { complete: true, bytes: entry.downloadBytes },
    ]);
  });

  it('is refused by its name when its architecture is not known', async () => {
    const { server, shelf } = setUp();
    server.put('a/first/resolve/main/config.json', '{"model_type": "mamba2"}');
    await expect(shelf.describe('a/first')).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('mamba2') as string,
    });
  });

  it('is refused when it is no repository of models', async () => {
    const { server, shelf } = setUp();
    for (const address of ['https://example.org/a/first', 'first', 'datasets/a', 'a/../b'])
      await expect(shelf.describe(address)).rejects.toMatchObject({ code: 'model-unsupported' });
    expect(server.requests).toEqual([]);
  });

  it('can be the address of one of several weights', async () => {
    const { shelf } = setUp();
    const address = 'https://huggingface.co/a/first/blob/main/onnx/model_fp16.onnx';
    expect(await shelf.describe(address)).toMatchObject({
      id: 'a--first--fp16',
      origin: { weights: 'onnx/model_fp16.onnx' },
    });
  });
});
