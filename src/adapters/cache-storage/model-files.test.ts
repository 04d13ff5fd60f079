import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileCache } from './file-cache';
import { createModelFiles } from './model-files';
import type { LoadProgress, ModelSource } from '../../core/ports/model-source';

const base = 'https://page.test/models/';
const kibibyte = 1024;

class MemoryCache implements FileCache {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Bytes after which storing fails as a full device does. */
  room = Infinity;

  async match(key: string): Promise<Response | undefined> {
    const bytes = this.entries.get(key);
    return bytes && new Response(bytes);
  }
  async put(key: string, response: Response): Promise<void> {
    const bytes = new Uint8Array(await response.arrayBuffer());
    this.room -= bytes.length;
    if (this.room < 0) throw new DOMException('full', 'QuotaExceededError');
    this.entries.set(key, bytes);
  }
  async delete(key: string): Promise<boolean> {
    return this.entries.delete(key);
  }
  async keys(): Promise<{ url: string }[]> {
    return [...this.entries.keys()].map((url) => ({ url }));
  }
}

/** A server with one model of two files, whose connections can be made to break. */
class Server {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly requests: string[] = [];
  offline = false;
  ranges = true;
  /** Connections that break after so many bytes, in order. */
  cuts: number[] = [];

  constructor() {
    this.put('m/config.json', new TextEncoder().encode('{"a": 1}'));
    this.put(
      'm/onnx/weights.onnx',
      new Uint8Array(20 * kibibyte).map((_, i) => i % 251),
    );
    this.writeManifest();
  }

  put(path: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.files.set(path, bytes);
  }

  writeManifest(): void {
    const files = [...this.files]
      .filter(([path]) => path !== 'manifest.json')
      .map(([path, bytes]) => ({
        path,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      }));
    const text = JSON.stringify({ converterVersion: 1, files });
    this.put('manifest.json', new TextEncoder().encode(text));
  }

  readonly fetch = async (address: string, options: RequestInit): Promise<Response> => {
    const range = new Headers(options.headers).get('Range');
    this.requests.push(`${address.slice(base.length)}${range === null ? '' : ` ${range}`}`);
    if (this.offline) throw new TypeError('Failed to fetch');
    options.signal?.throwIfAborted();
    const bytes = this.files.get(address.slice(base.length));
    if (!bytes) return new Response('<html>', { status: 404 });
    const start = range !== null && this.ranges ? Number(/\d+/.exec(range)![0]) : 0;
    if (start >= bytes.length) return new Response('', { status: 416 });
    return new Response(this.#body(bytes.slice(start)), { status: start > 0 ? 206 : 200 });
  };

  #body(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
    const cut = isLarge(bytes) ? this.cuts.shift() : undefined;
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        if (cut !== undefined && at >= cut) return controller.error(new TypeError('network'));
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(at, at + kibibyte));
        at += kibibyte;
      },
    });
  }
}
/** Only large files are cut. */
const isLarge = (bytes: Uint8Array): boolean => bytes.length > kibibyte;

const paths = ['config.json', 'onnx/weights.onnx'];
let server: Server;
let cache: MemoryCache;
beforeEach(() => {
  server = new Server();
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
    expect([...cache.entries.keys()].filter((key) => key.includes('part='))).toEqual([]);
    expect(cache.entries.size).toBe(3);
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

  it('go on in a later visit from the last whole part', async () => {
    server.cuts = [17 * kibibyte, 0, 0];
    await expect(fetchAll()).rejects.toMatchObject({ code: 'model-offline' });
    server.cuts = [];
    server.requests.length = 0;
    await fetchAll();
    expect(requestsFor('onnx')).toEqual([`m/onnx/weights.onnx bytes=${16 * kibibyte}-`]);
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
    server.put('m/config.json', new TextEncoder().encode('{"a": 2}'));
    server.writeManifest();
    const { source } = await fetchAll();
    expect(await read(source, 'config.json')).toEqual({ a: 2 });
    expect(cache.entries.size).toBe(3);
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
});

describe('what can go wrong with a model', () => {
  const failing = () => expect(fetchAll()).rejects;

  it('the server has no models: model-missing', async () => {
    server.files.clear();
    await failing().toMatchObject({ code: 'model-missing' });
  });

  it('the server answers with a page instead of the manifest: model-missing', async () => {
    server.put('manifest.json', new TextEncoder().encode('<!doctype html>'));
    await failing().toMatchObject({ code: 'model-missing' });
  });

  it('the manifest names a file that is not there: model-missing', async () => {
    server.files.delete('m/onnx/weights.onnx');
    await failing().toMatchObject({ code: 'model-missing' });
  });

  it('the manifest lacks a file: model-missing', async () => {
    server.files.delete('m/config.json');
    server.writeManifest();
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
