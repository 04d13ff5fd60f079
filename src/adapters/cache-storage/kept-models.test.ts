import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ShelfProgress } from '../../core/ports/model-shelf';
import type { CachedFile } from './cached-file';
import { KeptModels } from './kept-models';
import { FileServer } from './testing/file-server';
import { MemoryCaches } from './testing/memory-cache';

const base = 'https://hub.test/';
const kibibyte = 1024;
const own = 'own';
const library = 'library';

let server: FileServer;
let caches: MemoryCaches;
beforeEach(() => {
  server = new FileServer(base);
  caches = new MemoryCaches();
});

/** As after a reload. */
function open() {
  return new KeptModels({
    openCache: caches.open,
    cacheName: own,
    listFolder: 'https://page.test/model-lists/',
    fetch: server.fetch,
    partBytes: 4 * kibibyte,
  });
}

function serve(path: string, size: number, cache = own): CachedFile {
  const bytes = new Uint8Array(size).map((_, i) => (i * 7) % 251);
  server.put(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { address: base + path, cache, bytes: size, sha256 };
}

const weights = 'a/b/resolve/main/onnx/model.onnx';
const hubModel = (): CachedFile[] => [
  serve(weights, 10 * kibibyte),
  serve('a/b/resolve/main/config.json', 20),
];
const ignore = (): void => {};
const keysWith = (text: string) =>
  [...caches.all.values()].flatMap(({ entries }) =>
    [...entries.keys()].filter((key) => key.includes(text)),
  );
async function read(id: string, path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await open().source(id).open(path))!.arrayBuffer());
}

describe('models in the caches of the browser', () => {
  it('are downloaded with progress of the whole and of each file', async () => {
    const steps: ShelfProgress[] = [];
    await open().download('m', hubModel(), (step) => steps.push(step));
    expect(steps.at(-1)).toEqual({
      ...{ loaded: 10 * kibibyte + 20, total: 10 * kibibyte + 20 },
      ...{ part: 'config.json', partLoaded: 20, partTotal: 20 },
    });
    expect(new Set(steps.map(({ part }) => part))).toEqual(
      new Set(['onnx/model.onnx', 'config.json']),
    );
    const loaded = steps.map((step) => step.loaded);
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
  });

  it('are in stock and load after a reload without a network', async () => {
    await open().download('m', hubModel(), ignore);
    server.offline = true;
    server.requests.length = 0;
    expect(await open().stock('m')).toEqual({ bytes: 10 * kibibyte + 20, complete: true });
    const source = open().source('m');
    const files = await source.list();
    expect(files.map(({ path }) => path)).toEqual(['onnx/model.onnx', 'config.json']);
    await source.fetch(
      files.map(({ path }) => path),
      ignore,
    );
    expect(await read('m', 'onnx/model.onnx')).toEqual(server.files.get(weights));
    expect(server.requests).toEqual([]);
  });

  it('that were never asked for are not here, and are not asked for by looking', async () => {
    expect(await open().stock('m')).toEqual({ bytes: 0, complete: false });
    await expect(open().source('m').list()).rejects.toMatchObject({ code: 'model-missing' });
    await expect(open().source('m').fetch(['config.json'], ignore)).rejects.toMatchObject({
      code: 'model-missing',
    });
    expect(server.requests).toEqual([]);
  });

  it('pause when aborted, keep every byte, and go on from there after a reload', async () => {
    const files = hubModel();
    const controller = new AbortController();
    const pause = ({ loaded }: ShelfProgress) => loaded >= 7 * kibibyte && controller.abort();
    const downloading = open().download('m', files, pause, controller.signal);
    await expect(downloading).rejects.toMatchObject({ code: 'cancelled' });
    expect(await open().stock('m')).toEqual({ bytes: 7 * kibibyte, complete: false });
    server.requests.length = 0;
    await open().download('m', files, ignore);
    expect(server.requests[0]).toBe(`${weights} bytes=${7 * kibibyte}-`);
    expect(await read('m', 'onnx/model.onnx')).toEqual(server.files.get(weights));
  });

  it('arrive whole wherever the connection is cut', async () => {
    const cut = fc.integer({ min: 0, max: 10 * kibibyte });
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { maxLength: 4 }), async (cuts) => {
        caches = new MemoryCaches();
        const files = hubModel();
        server.cuts = [...cuts];
        // A visit ends at two connections without a byte; the next goes on.
        for (let visit = 0; visit < 5; visit++)
          await open()
            .download('m', files, ignore)
            .catch((error: unknown) => expect(error).toMatchObject({ code: 'model-offline' }));
        expect((await open().stock('m')).complete).toBe(true);
        expect(await read('m', 'onnx/model.onnx')).toEqual(server.files.get(weights));
      }),
      { numRuns: 25 },
    );
  });

  it('leave nothing behind when they are removed, parts of a download included', async () => {
    const files = hubModel();
    server.cuts = [5 * kibibyte, 0, 0];
    await expect(open().download('m', files, ignore)).rejects.toMatchObject({
      code: 'model-offline',
    });
    await open().remove('m');
    expect(keysWith('')).toEqual([]);
    await open().download('m', files, ignore);
    await open().remove('m');
    expect(keysWith('')).toEqual([]);
  });

  it('do not share their files: one of the same repository stays when another goes', async () => {
    const files = hubModel();
    await open().download('m', files, ignore);
    await open().download('n', files, ignore);
    await open().remove('m');
    expect(await open().stock('n')).toMatchObject({ complete: true });
  });

  it('lose what is obsolete when the list names another version', async () => {
    await open().download('m', hubModel(), ignore);
    const changed = [serve(weights, 9 * kibibyte), serve('a/b/resolve/main/config.json', 20)];
    await open().download('m', changed, ignore);
    expect(keysWith('&whole')).toHaveLength(1);
    expect((await read('m', 'onnx/model.onnx')).length).toBe(9 * kibibyte);
  });
});

describe('files that a library looks for in its own cache', () => {
  it('are put there whole under their address, without parts left', async () => {
    const shard = serve('w/resolve/main/shard.bin', 10 * kibibyte, library);
    await open().download('m', [shard], ignore);
    const { entries } = await caches.open(library);
    expect([...entries.keys()]).toEqual([shard.address]);
    expect(entries.get(shard.address)).toEqual(server.files.get('w/resolve/main/shard.bin'));
    expect(keysWith('part=')).toEqual([]);
  });

  it('may be of unknown size, which is known and counted afterwards', async () => {
    const file = serve('lib.wasm', 3000, library);
    const unlisted = { address: file.address, cache: file.cache, bytes: null };
    await open().download('m', [unlisted], ignore);
    expect(await open().stock('m')).toEqual({ bytes: 3000, complete: true });
    await open().download('m', [unlisted], ignore);
    expect(server.requests).toHaveLength(1);
  });

  it('of unknown size start again after a cut', async () => {
    const { address, cache } = serve('lib.wasm', 3000, library);
    const file = { address, cache, bytes: null };
    server.cuts = [1500];
    await open().download('m', [file], ignore);
    expect((await caches.open(library)).entries.get(file.address)).toHaveLength(3000);
    expect(server.requests).toEqual(['lib.wasm', 'lib.wasm']);
  });

  it('stay while another model uses them', async () => {
    const shared = serve('lib.wasm', 2000, library);
    const shard = (name: string) => serve(`${name}/shard.bin`, 3000, library);
    await open().download('m', [shard('m'), shared], ignore);
    await open().download('n', [shard('n'), shared], ignore);
    await open().remove('m');
    expect(await open().stock('n')).toMatchObject({ complete: true });
    expect(keysWith('m/shard')).toEqual([]);
    await open().remove('n');
    expect(keysWith('')).toEqual([]);
  });
});

describe('a download fails with a sentence that says what to do:', () => {
  async function failure(files: readonly CachedFile[]): Promise<unknown> {
    return open()
      .download('m', files, ignore)
      .catch((error: unknown) => error);
  }

  it('without a network', async () => {
    server.offline = true;
    expect(await failure(hubModel())).toMatchObject({
      code: 'model-offline',
      message: expect.stringContaining('go on with the download when you are online') as string,
    });
  });

  it('when a shard is corrupt, which is thrown away', async () => {
    const files = hubModel();
    server.files.get(weights)![9 * kibibyte] = 255;
    expect(await failure(files)).toMatchObject({
      code: 'model-hash',
      message: expect.stringContaining('download it again') as string,
    });
    expect(keysWith('part=')).toEqual([]);
  });

  it('when a shard is missing', async () => {
    const files = hubModel();
    server.files.delete(weights);
    expect(await failure(files)).toMatchObject({ code: 'model-missing' });
  });

  it('when a shard is shorter than its list says', async () => {
    const files = hubModel();
    server.put(weights, server.files.get(weights)!.slice(0, 9 * kibibyte));
    expect(await failure(files)).toMatchObject({ code: 'model-truncated' });
  });

  it('when the device is full, and goes on once there is room', async () => {
    const files = hubModel();
    const cache = await caches.open(own);
    cache.room = 6 * kibibyte;
    expect(await failure(files)).toMatchObject({
      code: 'storage-full',
      message: expect.stringContaining('delete another model') as string,
    });
    cache.room = Infinity;
    await open().download('m', files, ignore);
    expect(await read('m', 'onnx/model.onnx')).toEqual(server.files.get(weights));
  });

  it('when its licence has to be accepted first', async () => {
    const files = hubModel();
    const gated = () => Promise.resolve(new Response('', { status: 401 }));
    const models = new KeptModels({
      ...{ openCache: caches.open, cacheName: own, listFolder: 'https://page.test/model-lists/' },
      ...{ fetch: gated, partBytes: 4096 },
    });
    await expect(models.download('m', files, ignore)).rejects.toMatchObject({
      code: 'model-gated',
      message: expect.stringContaining('licence') as string,
    });
  });
});
