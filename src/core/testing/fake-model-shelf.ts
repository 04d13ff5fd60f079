import { ApprenticeError } from '../errors/apprentice-error';
import type { ModelEntry } from '../models/model-entry';
import type {
  ChosenFile,
  ModelShelf,
  ModelStock,
  ShelfProgress,
  Unfinished,
} from '../ports/model-shelf';

type Report = (progress: ShelfProgress) => void;

/** What a model weighs whose entry does not say. */
const unknownBytes = 1000;

export interface FakeModelShelfOptions {
  /** Pieces in which a download arrives. */
  readonly pieces?: number;
  /** Awaited before every piece arrives: a test that holds it holds the download. */
  readonly arrival?: () => Promise<void>;
  /** What `describe` finds, by address; anything else is `model-unsupported`. */
  readonly known?: Readonly<Record<string, ModelEntry>>;
}

/**
 * A shelf without files: downloads count up in pieces. Every call is written into `calls`, and the next call of a
 * method that `failures` names fails with that error.
 */
export class FakeModelShelf implements ModelShelf {
  readonly calls: string[] = [];
  readonly failures = new Map<keyof ModelShelf, Error>();
  readonly #here = new Map<string, number>();
  readonly #complete = new Set<string>();
  readonly #opened: ModelEntry[] = [];
  readonly #pieces: number;
  readonly #arrival: () => Promise<void>;
  readonly #known: Readonly<Record<string, ModelEntry>>;

  constructor({ pieces = 4, arrival, known = {} }: FakeModelShelfOptions = {}) {
    this.#pieces = pieces;
    this.#arrival = arrival ?? (() => Promise.resolve());
    this.#known = known;
  }

  async stock(entries: readonly ModelEntry[]): Promise<readonly ModelStock[]> {
    this.#note('stock', entries.map(({ id }) => id).join(' '));
    return entries.map(({ id }) => ({
      id,
      bytes: this.#here.get(id) ?? 0,
      complete: this.#complete.has(id),
    }));
  }

  async download(entry: ModelEntry, onProgress: Report, signal?: AbortSignal): Promise<void> {
    this.#note('download', entry.id);
    await this.#arrive(entry.id, entry.downloadBytes ?? unknownBytes, onProgress, signal);
  }

  async remove({ id }: ModelEntry): Promise<void> {
    this.#note('remove', id);
    this.#here.delete(id);
    this.#complete.delete(id);
    const at = this.#opened.findIndex((entry) => entry.id === id);
    if (at !== -1) this.#opened.splice(at, 1);
  }

  async openGguf(
    file: ChosenFile | string,
    onProgress: Report,
    signal?: AbortSignal,
  ): Promise<ModelEntry> {
    const name = typeof file === 'string' ? file : file.name;
    this.#note('openGguf', name);
    const title = name.replace(/^.*\//, '').replace(/\.gguf$/i, '');
    const bytes = typeof file === 'string' ? unknownBytes : file.size;
    const entry: ModelEntry = {
      id: title.replace(/[^\w.-]+/g, '-'),
      title,
      family: 'other',
      engine: 'transformers',
      backend: 'wasm',
      origin: { kind: 'opened' },
      downloadBytes: bytes,
      memoryBytes: null,
      features: [],
      contextLength: null,
    };
    await this.#arrive(entry.id, bytes, onProgress, signal);
    this.#opened.push(entry);
    return entry;
  }

  async opened(): Promise<readonly ModelEntry[]> {
    this.#note('opened');
    return [...this.#opened];
  }

  async describe(address: string, library?: string): Promise<ModelEntry> {
    this.#note('describe', library === undefined ? address : `${address} ${library}`);
    const entry = this.#known[address];
    if (entry) return entry;
    throw new ApprenticeError(
      'model-unsupported',
      `${address} is not a model that can run here. Nothing was downloaded; choose another.`,
    );
  }

  async installDefault(onProgress: Report, signal?: AbortSignal): Promise<void> {
    this.#note('installDefault');
    await this.#arrive('default', unknownBytes, onProgress, signal);
  }

  async forget(of: Unfinished): Promise<void> {
    this.#note('forget', of);
  }

  /** Goes on from what an earlier call has left. */
  async #arrive(id: string, total: number, onProgress: Report, signal?: AbortSignal) {
    const report = (loaded: number): void =>
      onProgress({ loaded, total, part: 'weights', partLoaded: loaded, partTotal: total });
    let loaded = this.#here.get(id) ?? 0;
    report(loaded);
    while (loaded < total) {
      await this.#arrival();
      if (signal?.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
      loaded = Math.min(total, loaded + Math.ceil(total / this.#pieces));
      this.#here.set(id, loaded);
      report(loaded);
    }
    this.#complete.add(id);
  }

  #note(method: keyof ModelShelf, detail = ''): void {
    this.calls.push(detail === '' ? method : `${method} ${detail}`);
    const failure = this.failures.get(method);
    if (!failure) return;
    this.failures.delete(method);
    throw failure;
  }
}
