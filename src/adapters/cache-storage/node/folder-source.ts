import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelError } from '../../../core/errors/model-error';
import { readManifest } from '../model-manifest';
import type { ModelFile, ModelSource } from '../../../core/ports/model-source';

/**
 * A model in a folder on disk, `<folder>/<model id>/<path>`, verified against `<folder>/manifest.json` where there
 * is one (test models have none).
 */
export function folderSource(folder: string, modelId: string): ModelSource {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();

  async function read(path: string, expected: ModelFile | undefined): Promise<ModelFile> {
    const bytes = await readFile(join(folder, modelId, path)).catch((cause: unknown) => {
      throw modelError('model-missing', `${modelId}/${path}`, cause);
    });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (expected && expected.sha256 !== sha256) throw modelError('model-hash', path);
    files.set(path, new Uint8Array(bytes));
    return { path, bytes: bytes.length, sha256 };
  }

  return {
    modelId,
    async fetch(paths, onProgress) {
      const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => '');
      const manifest = readManifest(text, modelId);
      const fetched: ModelFile[] = [];
      for (const path of paths) fetched.push(await read(path, manifest?.get(path)));
      const total = fetched.reduce((sum, file) => sum + file.bytes, 0);
      onProgress({ loaded: total, total });
      return fetched;
    },
    open(path) {
      const bytes = files.get(path);
      return Promise.resolve(bytes && new Response(bytes));
    },
  };
}
