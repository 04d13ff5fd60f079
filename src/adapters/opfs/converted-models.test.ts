import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../core/learning/sha256';
import type { ModelEntry } from '../../core/models/model-entry';
import { ConvertedModels } from './converted-models';
import { makeFile } from './folder';
import { MemoryFolder } from './testing/memory-folder';
import type { FileToWrite } from './write-file';

const entryOf = (id: string): ModelEntry => ({
  ...{ id, title: `${id} title`, family: 'other', engine: 'transformers', backend: 'wasm' },
  origin: { kind: 'opened' },
  ...{ downloadBytes: 12, memoryBytes: null, features: [], contextLength: null },
});
const entry = entryOf('small');

/** Written in pieces whose array is reused, as the converter does. */
const inPieces = (bytes: Uint8Array): FileToWrite => ({
  byteLength: bytes.length,
  async write(sink) {
    const piece = new Uint8Array(5);
    for (let at = 0; at < bytes.length; at += 5) {
      piece.set(bytes.subarray(at, at + 5));
      await sink(piece.subarray(0, Math.min(5, bytes.length - at)));
    }
  },
});
const weights = Uint8Array.from({ length: 23 }, (_, i) => i);
const files = {
  'config.json': inPieces(new TextEncoder().encode('{"a": 1}')),
  'onnx/model_int8.onnx': inPieces(weights),
};
const paths = Object.keys(files);

let root: MemoryFolder;
let models: ConvertedModels;
beforeEach(() => {
  root = new MemoryFolder();
  models = new ConvertedModels(root);
});

const fetchAll = async (id: string) => {
  const source = models.source(id);
  return { source, files: await source.fetch(paths, () => {}) };
};

describe('a model that was converted here', () => {
  it('is found again by another visit, with the bytes that were written', async () => {
    await models.keep(entry, files);
    models = new ConvertedModels(root);
    expect(await models.list()).toEqual([entry]);
    const { source, files: listed } = await fetchAll('small');
    expect(listed[1]).toEqual({ path: paths[1], bytes: 23, sha256: sha256(weights) });
    const bytes = await (await source.open(paths[1]!))!.arrayBuffer();
    expect(new Uint8Array(bytes)).toEqual(weights);
  });

  it('tells how much there is to load, and gives out only what was fetched', async () => {
    await models.keep(entry, files);
    const source = models.source('small');
    expect(await source.open('config.json')).toBeUndefined();
    const seen: number[] = [];
    await source.fetch(['config.json'], ({ loaded, total }) => seen.push(loaded, total));
    expect(seen).toEqual([8, 8]);
  });

  it('replaces one of the same id, and is deleted whole', async () => {
    await models.keep(entry, { ...files, 'old.json': inPieces(new Uint8Array(3)) });
    await models.keep(entry, files);
    expect([...root.files().keys()].some((path) => path.includes('old'))).toBe(false);
    expect(await models.bytes('small')).toBeGreaterThan(31);
    await models.remove('small');
    await models.remove('small');
    expect(root.files().size).toBe(0);
    expect(await models.list()).toEqual([]);
    expect(await models.bytes('small')).toBe(0);
  });

  it('that is cut short on the disk is model-truncated, one without a file model-missing', async () => {
    await models.keep(entry, files);
    const file = await makeFile(root, `opened/small/${paths[1]}`);
    const handle = await file.createSyncAccessHandle();
    handle.truncate(22);
    handle.close();
    await expect(fetchAll('small')).rejects.toMatchObject({ code: 'model-truncated' });
    await expect(fetchAll('other')).rejects.toMatchObject({ code: 'model-missing' });
  });
});

describe('whatever fails while a model is written', () => {
  it('a full device at any byte leaves nothing behind and is told by the model’s title', async () => {
    await models.keep(entryOf('before'), files);
    const before = root.files();
    const whole = [...before.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    for (let room = 0; room < whole; room += 7) {
      root.disk.room = room;
      await expect(models.keep(entry, files)).rejects.toMatchObject({
        code: 'storage-full',
        message: expect.stringContaining('small title') as string,
      });
      expect(root.files()).toEqual(before);
      expect(root.disk.room).toBe(room);
    }
  });

  it('an error of the converter leaves nothing behind', async () => {
    const broken: FileToWrite = {
      byteLength: 9,
      write: (sink) => {
        void sink(new Uint8Array(4));
        throw new TypeError('broken');
      },
    };
    await expect(models.keep(entry, { ...files, broken })).rejects.toThrow('broken');
    expect(root.files().size).toBe(0);
  });

  it('a crash leaves what counts as nothing and is swept away', async () => {
    await models.keep(entry, files);
    await makeFile(root, 'opened/half/onnx/model_int8.onnx');
    await makeFile(root, 'opened/torn/manifest.json');
    expect(await models.list()).toEqual([entry]);
    expect(await models.find('half')).toBeUndefined();
    await models.sweep();
    expect([...root.files().keys()].every((path) => path.startsWith('opened/small/'))).toBe(true);
    expect(await models.list()).toEqual([entry]);
  });

  it('a manifest of another model, or of no model, is none', async () => {
    const manifests = ['', '[]', 'null', '{"entry": {}, "files": []}'];
    const other = JSON.stringify({ entry: entryOf('other'), files: [] });
    for (const text of [...manifests, other]) {
      const handle = await (
        await makeFile(root, 'opened/small/manifest.json')
      ).createSyncAccessHandle();
      handle.truncate(0);
      handle.write(new TextEncoder().encode(text), { at: 0 });
      handle.close();
      expect(await models.find('small')).toBeUndefined();
    }
  });
});
