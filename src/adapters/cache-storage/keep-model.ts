import { modelError } from '../../core/errors/model-error';
import { sha256 } from '../../core/learning/sha256';
import { store } from './file-cache';
import type { FileCache } from './file-cache';

/** An entry of a `manifest.json`. */
interface ListedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Keeps the files of a model that was made here as if they had come from the server: under the same keys, and named in the
 * manifest of the last visit, which is written last. So everything that loads the served models finds it.
 * Errors: `storage-full`, and then nothing of it is kept.
 */
export async function keepModel(
  cache: FileCache,
  baseUrl: string,
  modelId: string,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  const folder = `${modelId}/`;
  const full = (cause: Error): Error => modelError('storage-full', modelId, cause);
  const listed = Object.entries(files).map(([path, bytes]) => ({
    path: folder + path,
    bytes: bytes.byteLength,
    sha256: sha256(bytes),
  }));
  const keyOf = ({ path, sha256: hash }: ListedFile): string => `${baseUrl}${path}?sha256=${hash}`;
  const address = `${baseUrl}manifest.json`;
  try {
    for (const file of listed) {
      const bytes = files[file.path.slice(folder.length)]!;
      // Converted files are never in shared memory, which a response would refuse.
      await store(cache, keyOf(file), bytes as Uint8Array<ArrayBuffer>, full);
    }
    const known = await listOf(cache, address);
    const others = known.filter(({ path }) => !path.startsWith(folder));
    await store(cache, address, JSON.stringify({ files: [...others, ...listed] }), full);
  } catch (error) {
    for (const file of listed) await cache.delete(keyOf(file));
    throw error;
  }
}

async function listOf(cache: FileCache, address: string): Promise<readonly ListedFile[]> {
  const text = await (await cache.match(address))?.text();
  try {
    const { files } = JSON.parse(text ?? '{}') as { files?: unknown };
    return Array.isArray(files) ? (files as ListedFile[]) : [];
  } catch {
    // What another version has left is written anew.
    return [];
  }
}
