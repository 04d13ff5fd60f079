import { downloadFile } from './download-file';
import type { Fetch } from './download-file';
import { store } from './file-cache';
import type { FileCache } from './file-cache';
import { modelError } from '../../core/errors/model-error';
import { readManifest } from './model-manifest';
import type { ModelFileList } from './model-manifest';
import type { ModelFile, ModelSource } from '../../core/ports/model-source';
import { PartialDownload } from './partial-download';

export interface ModelFilesOptions {
  /** Absolute address of the folder of `manifest.json`, with a slash at its end. */
  readonly baseUrl: string;
  readonly modelId: string;
  readonly cache: FileCache;
  readonly fetch: Fetch;
  /** Size of the parts in which a download is kept until it is whole. */
  readonly partBytes?: number;
}

/**
 * A model that a page downloads once. Files are kept under their address and hash: what is in the cache has been
 * verified and opens offline; a new version has another key, and the old one is deleted when it has arrived.
 */
export function createModelFiles(options: ModelFilesOptions): ModelSource {
  const { modelId, cache, partBytes = 8 * 2 ** 20 } = options;
  const folder = `${options.baseUrl}${modelId}/`;
  let manifest: ModelFileList = new Map();
  const keyOf = (file: ModelFile): string => `${folder}${file.path}?sha256=${file.sha256}`;

  /** Deletes other versions of a file and the parts it was made of. */
  async function tidy(file: ModelFile): Promise<void> {
    const key = keyOf(file);
    for (const { url } of await cache.keys()) {
      if (url.startsWith(`${folder}${file.path}?`) && url !== key) await cache.delete(url);
    }
  }

  async function download(
    file: ModelFile,
    onReceived: (bytes: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const partial = new PartialDownload(cache, keyOf(file), file, partBytes);
    await partial.restore();
    const address = folder + file.path;
    const bytes = await downloadFile(options.fetch, address, file, partial, onReceived, signal);
    await store(cache, keyOf(file), bytes, file.path);
    await tidy(file);
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
        if (!(await cache.match(keyOf(file)))) await download(file, report, signal);
        report(file.bytes);
        finished += file.bytes;
      }
      return files;
    },

    async open(path) {
      const file = manifest.get(path);
      return file && cache.match(keyOf(file));
    },
  };
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
      await store(cache, address, new TextEncoder().encode(text), 'manifest.json');
      return manifest;
    }
  }
  const known = await (await cache.match(address))?.text();
  const manifest = known === undefined ? null : readManifest(known, modelId);
  if (manifest) return manifest;
  throw modelError(response ? 'model-missing' : 'model-offline', modelId, cause);
}
