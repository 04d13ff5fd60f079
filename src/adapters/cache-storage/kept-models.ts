import { ApprenticeError } from '../../core/errors/apprentice-error';
import { downloadError } from '../../core/errors/download-error';
import type { ShelfProgress } from '../../core/ports/model-shelf';
import type { ListedSource, ModelFile } from '../../core/ports/model-source';
import { pathOf, sameVersion } from './cached-file';
import type { CachedFile } from './cached-file';
import { downloadFile } from './download-file';
import type { Fetch } from './download-file';
import { store } from './file-cache';
import type { FileCache } from './file-cache';
import type { FilePlace } from './file-place';
import { arrivedBytes, isKept, keptBytes, openKept, removeKept } from './kept-file';

export interface KeptModelsOptions {
  readonly openCache: (name: string) => Promise<FileCache>;
  /** Name of the cache for lists, parts, and the files that no library looks for elsewhere. */
  readonly cacheName: string;
  /** Absolute, with a slash at its end. Lists are kept below it; nothing is requested from there. */
  readonly listFolder: string;
  readonly fetch: Fetch;
  readonly partBytes: number;
}

/**
 * Models that the user asked for, in the browser's caches. The list of a model's files is kept with them: what is here
 * is told, and loads, without a network, and only `download` ever makes a request.
 */
export class KeptModels {
  readonly #options: KeptModelsOptions;

  constructor(options: KeptModelsOptions) {
    this.#options = options;
  }

  /** The files of a model whose download was begun; null for another. */
  async list(id: string): Promise<readonly CachedFile[] | null> {
    const kept = await (await this.#cache()).match(this.#listKey(id));
    return kept ? ((await kept.json()) as CachedFile[]) : null;
  }

  /** The models whose download was begun. */
  async ids(): Promise<ReadonlySet<string>> {
    const { listFolder } = this.#options;
    const keys = await (await this.#cache()).keys();
    const lists = keys.filter(({ url }) => url.startsWith(listFolder));
    return new Set(lists.map(({ url }) => url.slice(listFolder.length)));
  }

  /** Bytes that are here, and whether it is all of them. */
  async stock(id: string): Promise<{ readonly bytes: number; readonly complete: boolean }> {
    const files = await this.list(id);
    let bytes = 0;
    let complete = files !== null;
    for (const file of files ?? []) {
      bytes += await this.#bytesHere(id, file);
      complete &&= await isKept(await this.#place(id, file));
    }
    return { bytes, complete };
  }

  /** Completes the files of a model. Errors: those of `downloadFile`. */
  async download(
    id: string,
    listed: readonly CachedFile[],
    onProgress: (progress: ShelfProgress) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const files = await this.#renew(id, listed);
    await this.#keepList(id, files);
    // What an earlier visit has left counts from the beginning: the progress never goes back.
    const here = await Promise.all(files.map((file) => this.#bytesHere(id, file)));
    for (const [index, file] of files.entries()) {
      const place = await this.#place(id, file);
      const report = (received: number): void => {
        here[index] = received;
        const partTotal = file.bytes ?? received;
        const loaded = sum(here);
        const total = sum(files.map(({ bytes }, i) => bytes ?? here[i]!));
        onProgress({ loaded, total, part: place.name, partLoaded: received, partTotal });
      };
      const bytes = (await isKept(place))
        ? (file.bytes ?? here[index]!)
        : await downloadFile(this.#options.fetch, place, this.#options.partBytes, report, signal);
      if (bytes !== file.bytes) {
        files[index] = { ...file, bytes };
        await this.#keepList(id, files);
      }
      report(bytes);
    }
  }

  /** Deletes everything of a model but what another one uses too. */
  async remove(id: string): Promise<void> {
    await this.#removeFiles(id, (await this.list(id)) ?? []);
    await (await this.#cache()).delete(this.#listKey(id));
  }

  /** A model that is here. Its `fetch` throws `model-missing` when it is not, and asks no server. */
  source(id: string): ListedSource {
    const find = async (path: string): Promise<CachedFile | undefined> =>
      (await this.list(id))?.find(({ address }) => pathOf(address) === path);
    return {
      modelId: id,
      list: async () => {
        const files = await this.list(id);
        if (!files) throw notHere(id);
        return files.map(modelFile);
      },
      fetch: async (paths, onProgress) => {
        const files: ModelFile[] = [];
        for (const path of paths) {
          const file = await find(path);
          if (!file || !(await isKept(await this.#place(id, file)))) throw notHere(id);
          files.push(modelFile(file));
        }
        const total = sum(files.map(({ bytes }) => bytes));
        onProgress({ loaded: total, total });
        return files;
      },
      open: async (path) => {
        const file = await find(path);
        return file && openKept(await this.#place(id, file));
      },
    };
  }

  /** The new list, with the sizes that are known by now. Files of which there is another version are deleted. */
  async #renew(id: string, listed: readonly CachedFile[]): Promise<CachedFile[]> {
    const before = (await this.list(id)) ?? [];
    const same = (a: CachedFile, b: CachedFile) => a.address === b.address && sameVersion(a, b);
    const obsolete = before.filter((old) => !listed.some((file) => same(old, file)));
    await this.#removeFiles(id, obsolete);
    return listed.map((file) => {
      const bytes = file.bytes ?? before.find((old) => same(old, file))?.bytes ?? null;
      return { ...file, bytes };
    });
  }

  async #removeFiles(id: string, files: readonly CachedFile[]): Promise<void> {
    const shared = await this.#sharedWithOthers(id);
    for (const file of files)
      if (!shared.has(`${file.cache} ${file.address}`))
        await removeKept(await this.#place(id, file));
  }

  /** Files in a library's cache that other models use too: several share one compiled library. */
  async #sharedWithOthers(id: string): Promise<ReadonlySet<string>> {
    const { cacheName } = this.#options;
    const shared = new Set<string>();
    for (const other of await this.ids()) {
      if (other === id) continue;
      for (const { cache, address } of (await this.list(other)) ?? [])
        if (cache !== cacheName) shared.add(`${cache} ${address}`);
    }
    return shared;
  }

  async #bytesHere(id: string, file: CachedFile): Promise<number> {
    const place = await this.#place(id, file);
    if (!(await isKept(place))) return arrivedBytes(place);
    return file.bytes ?? keptBytes(place);
  }

  async #place(id: string, file: CachedFile): Promise<FilePlace> {
    const own = await this.#cache();
    const version = file.sha256 === undefined ? '' : `&sha256=${file.sha256}`;
    const partKey = `${file.address}?model=${id}${version}`;
    const foreign = file.cache !== this.#options.cacheName;
    return {
      ...{ ...file, name: pathOf(file.address), error: downloadError },
      cache: foreign ? await this.#options.openCache(file.cache) : own,
      key: foreign ? file.address : partKey,
      ...{ parts: own, partKey },
    };
  }

  async #keepList(id: string, files: readonly CachedFile[]): Promise<void> {
    const cache = await this.#cache();
    await store(cache, this.#listKey(id), JSON.stringify(files), (full) =>
      downloadError('storage-full', id, full),
    );
  }

  #cache(): Promise<FileCache> {
    return this.#options.openCache(this.#options.cacheName);
  }

  #listKey(id: string): string {
    return this.#options.listFolder + id;
  }
}

function modelFile({ address, bytes, sha256 }: CachedFile): ModelFile {
  return { path: pathOf(address), bytes: bytes ?? 0, ...(sha256 !== undefined && { sha256 }) };
}

function notHere(id: string): ApprenticeError {
  return new ApprenticeError(
    'model-missing',
    `${id} is not complete on this device. What you saved is safe; download it on the Models page.`,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
