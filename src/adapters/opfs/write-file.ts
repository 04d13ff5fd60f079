import { downloadError } from '../../core/errors/download-error';
import { Sha256 } from '../../core/learning/sha256';
import type { ModelFile } from '../../core/ports/model-source';
import { type AccessHandle, type Folder, makeFile } from './folder';

/** A file that is made as it is written. */
export interface FileToWrite {
  readonly byteLength: number;
  /** Gives `sink` all bytes in order; an array that it was given may be reused after it. */
  write(sink: (bytes: Uint8Array) => void | Promise<void>): void | Promise<void>;
}

/**
 * Writes a file piece by piece and returns its size and hash. What was there is replaced.
 * Errors: `storage-full` naming `title`.
 */
export async function writeFile(
  folder: Folder,
  path: string,
  file: FileToWrite,
  title: string,
): Promise<ModelFile> {
  const hash = new Sha256();
  let at = 0;
  await namingFull(title, async () => {
    const handle = await (await makeFile(folder, path)).createSyncAccessHandle();
    try {
      handle.truncate(0);
      await file.write((bytes) => {
        writeAll(handle, bytes, at);
        hash.update(bytes);
        at += bytes.byteLength;
      });
      handle.flush();
    } finally {
      handle.close();
    }
  });
  if (at !== file.byteLength) throw new RangeError(`${path} has ${at} bytes`);
  return { path, bytes: at, sha256: hash.digest() };
}

/** A device that runs full in the middle may take a part only. */
export function writeAll(handle: AccessHandle, bytes: Uint8Array, at: number): void {
  const written = handle.write(bytes, { at });
  if (written < bytes.byteLength) throw new DOMException('no room', 'QuotaExceededError');
}

/** Whatever fails for want of room, the making of a folder too, becomes `storage-full` naming `title`. */
export async function namingFull<T>(title: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isFull(error) ? downloadError('storage-full', title, error) : error;
  }
}

export const isFull = (error: unknown): boolean =>
  error instanceof Error && error.name === 'QuotaExceededError';
