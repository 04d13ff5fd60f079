import { modelError } from '../../core/errors/model-error';
import type { ModelEntry } from '../../core/models/model-entry';
import type { ModelFile, ModelSource, StoredFile } from '../../core/ports/model-source';
import {
  findFile,
  findFolder,
  type FileEntry,
  type Folder,
  makeFolder,
  removeEntry,
} from './folder';
import { type ConvertedManifest, readManifest } from './converted-manifest';
import { type FileToWrite, namingFull, writeFile } from './write-file';

const FOLDER = 'opened';
const MANIFEST = 'manifest.json';

/**
 * Models that were converted on this device, in `opened/<id>/` of the origin's private file system: their files and, written
 * last, a manifest with the entry, sizes and hashes. A folder without one is half written and counts as nothing. Sizes are
 * checked at every load, hashes are taken once, while the files are written.
 */
export class ConvertedModels {
  readonly #root: Folder;

  constructor(root: Folder) {
    this.#root = root;
  }

  /** In no particular order; what can't be read is left out. */
  async list(): Promise<readonly ModelEntry[]> {
    const manifests = await Promise.all((await this.#ids()).map((id) => this.#manifest(id)));
    return manifests.flatMap((manifest) => (manifest ? [manifest.entry] : []));
  }

  async find(id: string): Promise<ModelEntry | undefined> {
    return (await this.#manifest(id))?.entry;
  }

  /** Bytes on the disk; a half-written model's too. */
  async bytes(id: string): Promise<number> {
    const folder = await findFolder(this.#root, `${FOLDER}/${id}`);
    return folder ? sizeOf(folder) : 0;
  }

  /** Errors of the source: `model-missing`, `model-truncated`. It never asks the network. */
  source(id: string): ModelSource {
    let known = new Map<string, ModelFile>();
    const file = (path: string): Promise<FileEntry | undefined> =>
      findFile(this.#root, `${FOLDER}/${id}/${path}`);
    return {
      modelId: id,

      fetch: async (paths, onProgress) => {
        const manifest = await this.#manifest(id);
        known = new Map(manifest?.files.map((listed) => [listed.path, listed]));
        const files = paths.map((path) => {
          const listed = known.get(path);
          if (!listed) throw modelError('model-missing', `${id}/${path}`);
          return listed;
        });
        for (const { path, bytes } of files)
          await assertSize(await file(path), `${id}/${path}`, bytes);
        const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
        onProgress({ loaded: total, total });
        return files;
      },

      async open(path): Promise<StoredFile | undefined> {
        return known.has(path) ? (await file(path))?.getFile() : undefined;
      },
    };
  }

  /**
   * Keeps a model: all of it or, whatever fails, nothing. Errors: `storage-full`, and those of the files' own making.
   */
  async keep(entry: ModelEntry, files: Readonly<Record<string, FileToWrite>>): Promise<void> {
    await this.remove(entry.id);
    try {
      const folder = await namingFull(entry.title, () =>
        makeFolder(this.#root, `${FOLDER}/${entry.id}`),
      );
      const written: ModelFile[] = [];
      for (const [path, file] of Object.entries(files)) {
        written.push(await writeFile(folder, path, file, entry.title));
      }
      const manifest: ConvertedManifest = { entry, files: written };
      const bytes = new TextEncoder().encode(JSON.stringify(manifest));
      const lazy: FileToWrite = { byteLength: bytes.byteLength, write: (sink) => sink(bytes) };
      await writeFile(folder, MANIFEST, lazy, entry.title);
    } catch (error) {
      await this.remove(entry.id);
      throw error;
    }
  }

  /** The manifest goes first: what a crash leaves counts as nothing. */
  async remove(id: string): Promise<void> {
    await removeEntry(await findFolder(this.#root, `${FOLDER}/${id}`), MANIFEST);
    await removeEntry(await findFolder(this.#root, FOLDER), id);
  }

  /** Deletes what a crash has left half written. Not while a model may be written elsewhere. */
  async sweep(): Promise<void> {
    for (const id of await this.#ids()) if (!(await this.#manifest(id))) await this.remove(id);
  }

  async #ids(): Promise<string[]> {
    const folder = await findFolder(this.#root, FOLDER);
    const ids: string[] = [];
    if (folder) for await (const id of folder.keys()) ids.push(id);
    return ids;
  }

  async #manifest(id: string): Promise<ConvertedManifest | null> {
    const file = await findFile(this.#root, `${FOLDER}/${id}/${MANIFEST}`);
    if (!file) return null;
    const bytes = await (await file.getFile()).arrayBuffer();
    return readManifest(new TextDecoder().decode(bytes), id);
  }
}

async function assertSize(
  entry: FileEntry | undefined,
  name: string,
  bytes: number,
): Promise<void> {
  const file = await entry?.getFile();
  if (!file) throw modelError('model-missing', name);
  if (file.size !== bytes) throw modelError('model-truncated', name);
}

async function sizeOf(folder: Folder): Promise<number> {
  let sum = 0;
  for await (const name of folder.keys()) {
    const inner = await findFolder(folder, name);
    if (inner) sum += await sizeOf(inner);
    else sum += (await (await folder.getFileHandle(name)).getFile()).size;
  }
  return sum;
}
