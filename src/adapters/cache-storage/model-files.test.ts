import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createModelFiles } from './model-files';
import type { LoadProgress, ModelSource } from '../../core/ports/model-source';
import { FileServer } from './testing/file-server';
import { MemoryCache } from './testing/memory-cache';

const base = 'https://page.test/models/';
const kibibyte = 1024;

function writeManifest(): void {
  const files = [...server.files]
    .filter(([path]) => path !== 'manifest.json')
    .map(([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }));
  server.put('manifest.json', JSON.stringify({ converterVersion: 1, files }));
}

const paths = ['config.json', 'onnx/weights.onnx'];
let server: FileServer;
let cache: MemoryCache;
beforeEach(() => {
  server = new FileServer(base);
  server.put('m/config.json', '{"a": 1}');
  server.put(
    'm/onnx/weights.onnx',
    new Uint8Array(20 * kibibyte).map((_, i) => i % 251),
  );
  writeManifest();
  cache = new MemoryCache();
});

async function read(source: ModelSource, path: string): Promise<unknown> {
  const bytes = await (await source.open(path))!.arrayBuffer();
  return JSON.parse(new TextDecoder().decode(bytes));
}

function open() {
  return createModelFiles({
    baseUrl: base,
    modelId: 'm',
    cache,
    fetch: server.fetch,
    partBytes: 8 * kibibyte,
  });
}
async function fetchAll(signal?: AbortSignal) {
  const progress: LoadProgress[] = [];
  const source = open();
  const files = await source.fetch(paths, (step) => progress.push(step), signal);
  return { source, files, progress };
}
const requestsFor = (path: string) =>
  server.requests.filter((line) => line.startsWith(`m/${path}`));

describe('the files of a model', () => {
  it('arrive with progress to the whole size, and can be read', async () => {
    const { source, files, progress } = await fetchAll();
    expect(files.map(({ path }) => path)).toEqual(paths);
    const total = 20 * kibibyte + 8;
    expect(progress.at(-1)).toEqual({ loaded: total, total });
    const loaded = progress.map((step) => step.loaded);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(progress.length).toBeGreaterThan(10);
    const bytes = new Uint8Array(await (await source.open('onnx/weights.onnx'))!.arrayBuffer());
    expect(Buffer.compare(bytes, server.files.get('m/onnx/weights.onnx')!)).toBe(0);
    expect(await source.open('other.json')).toBeUndefined();
  });

  it('are downloaded once, and open without a network', async () => {
    await fetchAll();
    server.offline = true;
    const { source } = await fetchAll();
    expect(await read(source, 'config.json')).toEqual({ a: 1 });
    expect(requestsFor('onnx')).toHaveLength(1);
  });

  it('leave nothing but themselves in the cache', async () => {
    await fetchAll();
    const keys = [...cache.entries.keys()].map((key) => key.slice(base.length));
    const weights = expect.stringMatching(
      /^m\/onnx\/weights\.onnx\?sha256=\w+&(part=[012]|whole)$/,
    );
    const config = expect.stringMatching(/^m\/config\.json\?sha256=\w+$/);
    expect(keys.sort()).toEqual([config, weights, weights, weights, weights, 'manifest.json']);
  });

  it('go on where the connection broke', async () => {
    server.cuts = [9 * kibibyte, 3 * kibibyte];
    await fetchAll();
    expect(requestsFor('onnx')).toEqual([
      'm/onnx/weights.onnx',
      `m/onnx/weights.onnx bytes=${9 * kibibyte}-`,
      `m/onnx/weights.onnx bytes=${12 * kibibyte}-`,
    ]);
  });

  it('go on in a later visit from the last byte that arrived', async () => {
    server.cuts = [17 * kibibyte, 0, 0];
    await expect(fetchAll()).rejects.toMatchObject({ code: 'model-offline' });
    server.cuts = [];
    server.requests.length = 0;
    await fetchAll();
    expect(requestsFor('onnx')).toEqual([`m/onnx/weights.onnx bytes=${17 * kibibyte}-`]);
  });

  it('start again when the server knows no ranges', async () => {
    server.ranges = false;
    server.cuts = [9 * kibibyte];
    const { source } = await fetchAll();
    expect((await (await source.open('onnx/weights.onnx'))!.arrayBuffer()).byteLength).toBe(
      20 * kibibyte,
    );
  });

  it('start again when kept parts belong to nothing that fits', async () => {
    server.cuts = [17 * kibibyte, 0, 0];
    await expect(fetchAll()).rejects.toMatchObject({ code: 'model-offline' });
    for (const [key, bytes] of cache.entries) if (key.includes('part=1')) bytes.fill(0);
    await fetchAll();
    expect(requestsFor('onnx').at(-1)).toBe('m/onnx/weights.onnx');
  });

  it('are replaced, and the old ones deleted, when the manifest names others', async () => {
    await fetchAll();
    server.put('m/config.json', '{"a": 2}');
    writeManifest();
    const { source } = await fetchAll();
    expect(await read(source, 'config.json')).toEqual({ a: 2 });
    expect([...cache.entries.keys()].filter((key) => key.includes('config'))).toHaveLength(1);
    expect(requestsFor('onnx')).toHaveLength(1);
  });

  it('can be cancelled, keeping what has arrived', async () => {
    const controller = new AbortController();
    const loading = open().fetch(
      paths,
      ({ loaded }) => loaded > 9 * kibibyte && controller.abort(),
      controller.signal,
    );
    // The fake's streams do not notice the signal; the next connection does.
    server.cuts = [10 * kibibyte];
    await expect(loading).rejects.toMatchObject({ code: 'cancelled' });
    expect([...cache.entries.keys()].some((key) => key.includes('part=0'))).toBe(true);
  });

  it('tell when a part of them is gone, and are mended by the next visit', async () => {
    const { source } = await fetchAll();
    const lost = [...cache.entries.keys()].find((key) => key.includes('part=1'))!;
    await cache.delete(lost);
    const weights = (await source.open('onnx/weights.onnx'))!;
    await expect(weights.arrayBuffer()).rejects.toMatchObject({ code: 'model-truncated' });
    server.requests.length = 0;
    const again = await fetchAll();
    expect(requestsFor('onnx')).toEqual([`m/onnx/weights.onnx bytes=${8 * kibibyte}-`]);
    const bytes = await (await again.source.open('onnx/weights.onnx'))!.arrayBuffer();
    expect(Buffer.compare(new Uint8Array(bytes), server.files.get('m/onnx/weights.onnx')!)).toBe(0);
  });

  it('are read piece by piece where they are larger than one', async () => {
    const { source } = await fetchAll();
    const weights = (await source.open('onnx/weights.onnx'))!;
    const sizes: number[] = [];
    for await (const piece of weights.pieces!()) sizes.push(piece.length);
    expect(sizes).toEqual([8, 8, 4].map((size) => size * kibibyte));
    expect(weights.size).toBe(20 * kibibyte);
  });
});

describe('what can go wrong with a model', () => {
  const failing = () => expect(fetchAll()).rejects;

  it('the server has no models: model-missing', async () => {
    server.files.clear();
    await failing().toMatchObject({ code: 'model-missing' });
  });

  it('the server answers with a page instead of the manifest: model-missing', async () => {
    server.put('manifest.json', '<!doctype html>');
    await failing().toMatchObject({ code: 'model-missing' });
  });

  it('the manifest names a file that is not there: model-missing', async () => {
    server.files.delete('m/onnx/weights.onnx');
    await failing().toMatchObject({ code: 'model-missing' });
  });

  it('the manifest lacks a file: model-missing', async () => {
    server.files.delete('m/config.json');
    writeManifest();
    await failing().toMatchObject({ code: 'model-missing' });
  });

  it('no network at the first visit: model-offline', async () => {
    server.offline = true;
    await failing().toMatchObject({ code: 'model-offline' });
  });

  it('other bytes than the manifest says: model-hash, and nothing is kept', async () => {
    server.files.get('m/onnx/weights.onnx')![5] = 99;
    await failing().toMatchObject({ code: 'model-hash' });
    expect([...cache.entries.keys()].filter((key) => key.includes('weights'))).toEqual([]);
  });

  it('more bytes than the manifest says: model-hash', async () => {
    server.put('m/onnx/weights.onnx', new Uint8Array(21 * kibibyte));
    await failing().toMatchObject({ code: 'model-hash' });
  });

  it('fewer bytes than the manifest says: model-truncated', async () => {
    server.put(
      'm/onnx/weights.onnx',
      server.files.get('m/onnx/weights.onnx')!.slice(0, 9 * kibibyte),
    );
    await failing().toMatchObject({ code: 'model-truncated' });
  });

  it('no room on the device: storage-full', async () => {
    cache.room = 10 * kibibyte;
    await failing().toMatchObject({ code: 'storage-full' });
  });
});
