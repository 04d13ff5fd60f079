import { beforeEach, describe, expect, it } from 'vitest';
import { FileServer } from '../adapters/cache-storage/testing/file-server';
import { createFetchJson } from '../adapters/cache-storage/fetch-json';
import { ConvertedModels } from '../adapters/opfs/converted-models';
import { PartialFile } from '../adapters/opfs/partial-file';
import { MemoryFolder } from '../adapters/opfs/testing/memory-folder';
import { convertLlamaGguf } from '../adapters/transformers/conversion';
import { randomLlamaGguf } from '../adapters/transformers/conversion/testing';
import { sha256 } from '../core/learning/sha256';
import { languageModelSource } from '../core/models/default-sources';
import type { ModelEntry } from '../core/models/model-entry';
import { suggestedGgufs } from '../core/models/suggested-ggufs';
import type { ShelfProgress } from '../core/ports/model-shelf';
import { findGguf } from './gguf-address';
import { openGguf } from './open-gguf';
import { forgetAbandoned, forgetDownloads } from './unfinished-downloads';
import type { GgufOpening } from './open-gguf';

const gguf = Uint8Array.from(randomLlamaGguf({ layers: 1, matrixType: 'Q4_0' }));
const address = 'https://huggingface.co/owner/tiny-GGUF/blob/main/tiny.Q4_0.gguf';
const list = 'api/models/owner/tiny-GGUF/tree/main?recursive=1';
const path = 'owner/tiny-GGUF/resolve/main/tiny.Q4_0.gguf';

let root: MemoryFolder;
let server: FileServer;
let parts: GgufOpening;
let seen: ShelfProgress[];
beforeEach(() => {
  root = new MemoryFolder();
  server = new FileServer('https://huggingface.co/');
  seen = [];
  parts = {
    root,
    models: new ConvertedModels(root),
    fetch: server.fetch,
    fetchJson: (name, signal) => createFetchJson(server.fetch, name, signal),
    hasCard: () => Promise.resolve(false),
    exclusively: (task) => task(),
  };
  offer(gguf);
});

function offer(bytes: Uint8Array<ArrayBuffer>, name = 'tiny.Q4_0.gguf'): void {
  const lfs = { oid: sha256(bytes), size: bytes.length };
  server.put(list, JSON.stringify([{ type: 'file', path: name, size: 130, lfs }]));
  server.put(path, bytes);
}

const open = (file: File | string, signal?: AbortSignal): Promise<ModelEntry> =>
  openGguf(parts, file, (progress) => seen.push(progress), signal);
const chosen = (bytes: BlobPart, name = 'tiny.Q4_0.gguf'): File => new File([bytes], name);
const requested = (): string[] => server.requests.filter((request) => request.startsWith(path));

async function weightsOf({ id, backend }: ModelEntry): Promise<Uint8Array> {
  const file = backend === 'wasm' ? 'onnx/model_int8.onnx' : 'onnx/model_q4.onnx';
  const source = parts.models.source(id);
  await source.fetch([file], () => {});
  return new Uint8Array(await (await source.open(file))!.arrayBuffer());
}

describe('a file that the user chose', () => {
  it('becomes a model that is kept, the same that setup would make', async () => {
    const entry = await open(chosen(gguf));
    expect(entry).toMatchObject({ title: 'tiny.Q4_0', backend: 'wasm', family: 'other' });
    expect(entry.id).toMatch(/^tiny\.Q4_0-[0-9a-f]{8}$/);
    expect(await parts.models.list()).toEqual([entry]);
    const files = await convertLlamaGguf(gguf, { precision: 'int8' });
    expect(sha256(await weightsOf(entry))).toBe(sha256(files['onnx/model_int8.onnx']!));
    const bytes = Object.values(files).reduce((sum, file) => sum + file.length, 0);
    expect(entry.downloadBytes).toBe(bytes);
    expect(seen.at(-1)).toMatchObject({ part: 'Converting', loaded: bytes, total: bytes });
    expect(server.requests).toEqual([]);
  });

  it('keeps its four bits where there is a graphics card', async () => {
    parts = { ...parts, hasCard: () => Promise.resolve(true) };
    const entry = await open(chosen(gguf));
    expect(entry.backend).toBe('webgpu');
    const files = await convertLlamaGguf(gguf, { precision: 'q4' });
    expect(sha256(await weightsOf(entry))).toBe(sha256(files['onnx/model_q4.onnx']!));
  });

  it('is found again, and not converted twice', async () => {
    const entry = await open(chosen(gguf));
    seen.length = 0;
    expect(await open(chosen(gguf))).toEqual(entry);
    expect(seen).toEqual([]);
    const other = Uint8Array.from(randomLlamaGguf({ layers: 2, matrixType: 'Q4_0' }));
    expect((await open(chosen(other))).id).not.toBe(entry.id);
  });

  it('that is something else is refused by name, and nothing is changed', async () => {
    await expect(open(chosen('<!doctype html>', 'page.gguf'))).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringMatching(/page\.gguf.*not a GGUF file.*Nothing was changed/) as string,
    });
    await expect(open(chosen(gguf.slice(0, -100)))).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('cut off') as string,
    });
    expect(root.files().size).toBe(0);
  });

  it('leaves nothing of itself when it is stopped, or when the device is full', async () => {
    const controller = new AbortController();
    const stopped = openGguf(parts, chosen(gguf), () => controller.abort(), controller.signal);
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(root.files().size).toBe(0);
    root.disk.room = 50_000;
    await expect(open(chosen(gguf))).rejects.toMatchObject({ code: 'storage-full' });
    expect(root.files().size).toBe(0);
  });
});

describe('a file on the hub', () => {
  it('arrives, is verified and converted, and only the model is kept', async () => {
    const entry = await open(address);
    const weights = sha256(await weightsOf(entry));
    expect(weights).toBe(sha256(await weightsOf(await open(chosen(gguf)))));
    expect([...root.files().keys()].every((kept) => kept.startsWith('opened/'))).toBe(true);
    expect(new Set(seen.map(({ part }) => part))).toEqual(
      new Set(['Downloading', 'Checking', 'Converting']),
    );
    const loaded = seen.map((progress) => progress.loaded);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(seen.at(-1)!.loaded).toBe(seen.at(-1)!.total);
  });

  it('is found by a short address, and by the repository when it is the only one', async () => {
    const entry = await open('owner/tiny-GGUF/tiny.Q4_0.gguf');
    expect(await open('owner/tiny-GGUF')).toEqual(entry);
    await expect(open('owner/tiny-GGUF/other.gguf')).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('tiny.Q4_0.gguf') as string,
    });
    await expect(open('https://example.org/a.gguf')).rejects.toMatchObject({
      code: 'model-unsupported',
    });
  });

  it.each(suggestedGgufs)(
    'that the page suggests ($title) has an address that is understood',
    async ({ address }) => {
      const name = address.slice(address.lastIndexOf('/') + 1);
      const found = await findGguf(address, async () => [{ type: 'file', path: name, size: 7 }]);
      const [owner, repository] = address.split('/');
      expect(found).toEqual({
        ...{ title: name, bytes: 7 },
        address: `https://huggingface.co/${owner}/${repository}/resolve/main/${name}`,
      });
    },
  );

  it('that can’t be run is refused by what it is before it is downloaded', async () => {
    const bytes = gguf.slice();
    const text = new TextDecoder('latin1').decode(bytes);
    const at = text.indexOf('llama', text.indexOf('general.architecture'));
    bytes.set(new TextEncoder().encode('gemma'), at);
    offer(bytes);
    await expect(open(address)).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringMatching(/architecture is gemma.*Nothing was downloaded/) as string,
    });
    expect(requested()).toEqual([expect.stringMatching(/bytes=0-\d+$/)]);
    expect(root.files().size).toBe(0);
  });

  it('goes on where it was cut, in a later visit', async () => {
    server.cuts = [Infinity, Math.floor(gguf.length / 2), 0, 0];
    await expect(open(address)).rejects.toMatchObject({ code: 'model-offline' });
    const kept = [...root.files().values()][0]!.length;
    expect(kept).toBeGreaterThan(gguf.length / 3);
    server.cuts = [];
    server.requests.length = 0;
    await open(address);
    expect(requested().at(-1)).toBe(`${path} bytes=${kept}-`);
  });

  it('whose download is given up leaves nothing, and the default models’ download stays', async () => {
    const { sha256: key, name } = languageModelSource.weights;
    (await PartialFile.open(root, key, name)).close();
    server.cuts = [Infinity, 3000, 0, 0];
    await expect(open(address)).rejects.toMatchObject({ code: 'model-offline' });
    expect(root.files().size).toBe(2);
    await forgetDownloads(root, 'gguf');
    expect([...root.files().keys()]).toEqual([`downloads/${key}/data`]);
    await forgetDownloads(root, 'default');
    expect(root.files().size).toBe(0);
  });

  it('that nobody went on with for a week is given up', async () => {
    server.cuts = [Infinity, 3000, 0, 0];
    await expect(open(address)).rejects.toMatchObject({ code: 'model-offline' });
    const days = 24 * 60 * 60 * 1000;
    await forgetAbandoned(root, Date.now() + 6 * days);
    expect(root.files().size).toBe(1);
    await forgetAbandoned(root, Date.now() + 8 * days);
    expect(root.files().size).toBe(0);
  });

  it('that was stopped while it was converted needs no second download', async () => {
    const controller = new AbortController();
    const stopped = openGguf(
      parts,
      address,
      ({ part }) => part === 'Converting' && controller.abort(),
      controller.signal,
    );
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    server.requests.length = 0;
    await open(address);
    expect(requested()).toEqual([expect.stringMatching(/bytes=0-\d+$/)]);
  });

  it('of other bytes than the list announced is thrown away', async () => {
    const other = gguf.slice();
    other[other.length - 1]! ^= 1;
    server.put(path, other);
    await expect(open(address)).rejects.toMatchObject({ code: 'model-hash' });
    expect(root.files().size).toBe(0);
  });

  it('takes the place of another download that was not finished', async () => {
    server.cuts = [Infinity, 3000, 0, 0];
    await expect(open(address)).rejects.toMatchObject({ code: 'model-offline' });
    server.cuts = [];
    offer(Uint8Array.from(randomLlamaGguf({ layers: 2 })));
    await open(address);
    expect([...root.files().keys()].some((kept) => kept.startsWith('downloads/'))).toBe(false);
  });
});
