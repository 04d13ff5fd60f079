import type { ChosenFile } from '../../core/ports/model-shelf';
import { downloadError } from '../../core/errors/download-error';
import { Sha256 } from '../../core/learning/sha256';
import {
  type AccessHandle,
  findFile,
  findFolder,
  type Folder,
  makeFile,
  removeEntry,
} from './folder';
import { isFull, namingFull, writeAll } from './write-file';

const FOLDER = 'downloads';
/** A browser that is killed loses at most this much. */
const FLUSH_BYTES = 8 * 2 ** 20;

/**
 * A file that arrives in pieces and outlives the page: `downloads/<key>/data`, whose length is what has arrived. The key
 * stands for the address and the version, so that pieces of two versions never meet.
 */
export class PartialFile {
  readonly #root: Folder;
  readonly #key: string;
  readonly #title: string;
  #handle: AccessHandle | undefined;
  #received = 0;
  #flushed = 0;

  private constructor(root: Folder, key: string, title: string) {
    this.#root = root;
    this.#key = key;
    this.#title = title;
  }

  /** Takes up what an earlier visit has left. Close it in the end. Errors, later too: `storage-full` naming `title`. */
  static async open(root: Folder, key: string, title: string): Promise<PartialFile> {
    const partial = new PartialFile(root, key, title);
    await namingFull(title, async () => {
      const entry = await makeFile(root, `${FOLDER}/${key}/data`);
      partial.#received = (await entry.getFile()).size;
      partial.#flushed = partial.#received;
      partial.#handle = await entry.createSyncAccessHandle();
    });
    return partial;
  }

  get received(): number {
    return this.#received;
  }

  append(bytes: Uint8Array): void {
    const handle = this.#writable();
    try {
      writeAll(handle, bytes, this.#received);
    } catch (error) {
      handle.truncate(this.#received);
      throw isFull(error) ? downloadError('storage-full', this.#title, error) : error;
    }
    this.#received += bytes.byteLength;
    if (this.#received - this.#flushed < FLUSH_BYTES) return;
    handle.flush();
    this.#flushed = this.#received;
  }

  /** Starts again from nothing. */
  discard(): void {
    this.#writable().truncate(0);
    this.#received = 0;
    this.#flushed = 0;
  }

  close(): void {
    this.#handle?.flush();
    this.#handle?.close();
    this.#handle = undefined;
  }

  /** What has arrived, to be read. The file must be closed. */
  async file(): Promise<ChosenFile> {
    const entry = await findFile(this.#root, `${FOLDER}/${this.#key}/data`);
    if (!entry) throw downloadError('model-missing', this.#title);
    return entry.getFile();
  }

  /** SHA-256 of what has arrived, some megabytes at a time. The file must be closed. */
  async digest(onProgress: (bytes: number) => void, signal?: AbortSignal): Promise<string> {
    const file = await this.file();
    const hash = new Sha256();
    for (let start = 0; start < file.size; start += FLUSH_BYTES) {
      signal?.throwIfAborted();
      const end = Math.min(file.size, start + FLUSH_BYTES);
      hash.update(new Uint8Array(await file.slice(start, end).arrayBuffer()));
      onProgress(end);
    }
    return hash.digest();
  }

  /** Deletes it. */
  async remove(): Promise<void> {
    this.close();
    await removeEntry(await findFolder(this.#root, FOLDER), this.#key);
  }

  #writable(): AccessHandle {
    if (!this.#handle) throw new TypeError('the download was closed');
    return this.#handle;
  }
}

/**
 * Deletes the downloads that were given up by their key and when something was added to them last (milliseconds since
 * 1970). One that goes on elsewhere stays.
 */
export async function removeDownloads(
  root: Folder,
  isGivenUp: (key: string, lastModified: number) => boolean,
): Promise<void> {
  const folder = await findFolder(root, FOLDER);
  if (!folder) return;
  const keys: string[] = [];
  for await (const key of folder.keys()) keys.push(key);
  for (const key of keys) {
    const file = await (await findFile(folder, `${key}/data`))?.getFile();
    if (!isGivenUp(key, file?.lastModified ?? 0)) continue;
    // A file that is open can't be deleted.
    await removeEntry(folder, key).catch(() => undefined);
  }
}
