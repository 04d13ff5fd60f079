import type { CachedFile } from '../adapters/cache-storage/cached-file';
import type { KeptModels } from '../adapters/cache-storage/kept-models';
import type { ServedModel } from '../adapters/cache-storage/model-files';
import { CallQueue } from '../core/generation/call-queue';
import type { ModelEntry } from '../core/models/model-entry';
import type { ModelShelf, ModelStock } from '../core/ports/model-shelf';

/** The models that were converted here. */
export interface OpenedModels extends Pick<
  ModelShelf,
  'openGguf' | 'opened' | 'installDefault' | 'forget' | 'remove'
> {
  stock(id: string): Promise<{ readonly bytes: number; readonly complete: boolean }>;
}

export interface ModelShelfParts {
  readonly kept: KeptModels;
  /** What a model of the hub consists of. Asks the hub for lists. */
  readonly files: (entry: ModelEntry, signal?: AbortSignal) => Promise<readonly CachedFile[]>;
  /** A model that is served with the page. */
  readonly served: (folder: string) => Promise<ServedModel>;
  /** The files of such a model that its engine reads. */
  readonly servedPaths: (entry: ModelEntry) => readonly string[];
  readonly opened: OpenedModels;
  readonly describe: ModelShelf['describe'];
}

/** The models on this device, wherever they come from. Calls about one model are carried out one after the other. */
export function createModelShelf(parts: ModelShelfParts): ModelShelf {
  const { kept, opened } = parts;
  const queues = new Map<string, CallQueue>();

  function inTurn<T>({ id }: ModelEntry, call: () => Promise<T>): Promise<T> {
    const queue = queues.get(id) ?? new CallQueue();
    queues.set(id, queue);
    return queue.run(call);
  }

  async function stockOf(entry: ModelEntry, begun: ReadonlySet<string>) {
    const { id, origin } = entry;
    if (origin.kind === 'opened') return opened.stock(id);
    if (origin.kind === 'embedded') return servedStock(entry);
    return begun.has(id) ? kept.stock(id) : { bytes: 0, complete: false };
  }

  /** What its weights take: the small files that it shares with another form of the model are no part of a download. */
  async function servedStock(entry: ModelEntry) {
    const model = await parts.served(folderOf(entry));
    const { complete } = await model.stock(parts.servedPaths(entry));
    const { bytes } = await model.stock(parts.servedPaths(entry).filter(isWeights));
    return { bytes, complete };
  }

  return {
    async stock(entries) {
      const begun = await kept.ids();
      const stock: ModelStock[] = [];
      for (const entry of entries) stock.push({ id: entry.id, ...(await stockOf(entry, begun)) });
      return stock;
    },

    download: (entry, onProgress, signal) =>
      inTurn(entry, async () => {
        const { id, origin } = entry;
        if (origin.kind === 'opened') return;
        if (origin.kind !== 'embedded')
          return kept.download(id, await parts.files(entry, signal), onProgress, signal);
        const model = await parts.served(folderOf(entry));
        const report = ({ loaded, total }: { loaded: number; total: number }): void =>
          onProgress({ loaded, total, part: entry.title, partLoaded: loaded, partTotal: total });
        await model.fetch(parts.servedPaths(entry), report, signal);
      }),

    remove: (entry) =>
      inTurn(entry, async () => {
        const { id, origin } = entry;
        if (origin.kind === 'opened') return opened.remove(entry);
        if (origin.kind !== 'embedded') return kept.remove(id);
        // Tokenizer and configuration serve the other forms of the model too, and are small.
        const weights = parts.servedPaths(entry).filter(isWeights);
        await (await parts.served(folderOf(entry))).remove(weights);
      }),

    openGguf: opened.openGguf,
    opened: opened.opened,
    installDefault: opened.installDefault,
    forget: opened.forget,
    describe: parts.describe,
  };
}

const isWeights = (path: string): boolean => path.endsWith('.onnx');

/** The folder of a model that is served with the page. */
export function folderOf({ id, origin }: ModelEntry): string {
  return (origin.kind === 'embedded' && origin.folder) || id;
}
