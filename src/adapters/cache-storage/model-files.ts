import { modelError } from '../../core/errors/model-error';
import type { ModelFile, ModelSource } from '../../core/ports/model-source';
import { downloadFile } from './download-file';
import type { Fetch } from './download-file';
import { store } from './file-cache';
import type { FileCache } from './file-cache';
import type { FilePlace } from './file-place';
import { arrivedBytes, isKept, openKept, removeKept } from './kept-file';
import { readManifest } from './model-manifest';
import type { ModelFileList } from './model-manifest';

/** Size of the parts in which a download is kept, and a large file too. */
export const defaultPartBytes = 8 * 2 ** 20;

export interface ModelFilesOptions {
  /** Absolute address of the folder of `manifest.json`, with a slash at its end. */
  readonly baseUrl: string;
  readonly modelId: string;
  readonly cache: FileCache;
  readonly fetch: Fetch;
  /** Size of the parts in which a download is kept until it is whole. */
  readonly partBytes?: number;
}

/** A model that is served with the page. */
export interface ServedModel extends ModelSource {
  /** How much of these files is here, by the manifest of the last visit; nothing is asked of the server. */
  stock(paths: readonly string[]): Promise<{ readonly bytes: number; readonly complete: boolean }>;
  /** Deletes these files from the device. */
  remove(paths: readonly string[]): Promise<void>;
}

/**
 * A model that a page downloads once. Files are kept under their address and hash: what is in the cache has been
 * verified and opens offline; a new version has another key, and the old one is deleted when it has arrived.
 */
export function createModelFiles(options: ModelFilesOptions): ServedModel {
  const { modelId, cache, partBytes = defaultPartBytes } = options;
  const folder = `${options.baseUrl}${modelId}/`;
  let manifest: ModelFileList = new Map();

  async function download(
    place: FilePlace,
    onReceived: (bytes: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    await downloadFile(options.fetch, place, partBytes, onReceived, signal);
    // Other versions of the file.
    for (const { url } of await cache.keys())
      if (url.startsWith(`${place.address}?`) && !isOf(url, place.key)) await cache.delete(url);
  }

  return {
    modelId,

    async fetch(paths, onProgress, signal) {
      manifest = await loadManifest(options, signal);
      const files = paths.map((path) => {
        const file = manifest.get(path);
        if (!file) throw modelError('model-missing', `${modelId}/${path}`);
        return file;
      });
      const total = files.reduce((sum, file) => sum + file.bytes, 0);
      let finished = 0;
      for (const file of files) {
        const report = (received: number): void =>
          onProgress({ loaded: finished + received, total });
        const place = placeOf(folder, file, cache);
        if (!(await isKept(place))) await download(place, report, signal);
        report(file.bytes);
        finished += file.bytes;
      }
      return files;
    },

    async open(path) {
      const file = manifest.get(path);
      return file && openKept(placeOf(folder, file, cache));
    },

    async stock(paths) {
      const known = await knownManifest(options);
      let bytes = 0;
      let complete = known !== null;
      for (const path of paths) {
        const file = known?.get(path);
        const place = file && placeOf(folder, file, cache);
        const kept = place !== undefined && (await isKept(place));
        complete &&= kept;
        if (place) bytes += kept ? file.bytes : await arrivedBytes(place);
      }
      return { bytes, complete };
    },

    async remove(paths) {
      const known = await knownManifest(options);
      for (const path of paths) {
        const file = known?.get(path);
        if (file) await removeKept(placeOf(folder, file, cache));
      }
    },
  };
}

function placeOf(folder: string, file: ModelFile, cache: FileCache): FilePlace {
  const address = folder + file.path;
  const key = `${address}?sha256=${file.sha256}`;
  return {
    ...{ ...file, name: file.path, address, error: modelError },
    ...{ cache, key, parts: cache, partKey: key },
  };
}

/** Whether an address in the cache is `key` or something that is kept beside it. */
function isOf(url: string, key: string): boolean {
  return url === key || url.startsWith(`${key}&`);
}

/** The server's manifest, or the one of the last visit when the server cannot be reached. */
async function loadManifest(
  { baseUrl, modelId, cache, fetch }: ModelFilesOptions,
  signal?: AbortSignal,
): Promise<ModelFileList> {
  const address = `${baseUrl}manifest.json`;
  let response: Response | undefined;
  let cause: unknown;
  try {
    response = await fetch(address, { cache: 'no-cache', signal: signal ?? null });
  } catch (error) {
    cause = error;
  }
  if (response?.ok) {
    const text = await response.text();
    const manifest = readManifest(text, modelId);
    if (manifest && manifest.size > 0) {
      await store(cache, address, text, (full) => modelError('storage-full', modelId, full));
      return manifest;
    }
  }
  const known = await knownManifest({ baseUrl, modelId, cache });
  if (known) return known;
  throw modelError(response ? 'model-missing' : 'model-offline', modelId, cause);
}

/** The manifest of the last visit. */
async function knownManifest({
  baseUrl,
  modelId,
  cache,
}: Pick<ModelFilesOptions, 'baseUrl' | 'modelId' | 'cache'>): Promise<ModelFileList | null> {
  const known = await cache.match(`${baseUrl}manifest.json`);
  return known ? readManifest(await known.text(), modelId) : null;
}
