import { ApprenticeError } from '../core/errors/apprentice-error';
import type { ModelEntry } from '../core/models/model-entry';
import type { TextGenerator } from '../core/ports/text-generator';
import { forgetLoading, trackLoading } from './loading-state';
import type { ModelsView } from './models-view';
import type { StateHolder } from './state-holder';
import { WorkerHost } from './worker-host';

/** What the engine worker's client is. */
export interface LoadedEngine extends TextGenerator {
  /** Ends it; pending and later calls reject with `worker-lost`. */
  terminate(): void;
}

export type StartEngine = (
  entry: ModelEntry,
  onProgress: (progress: { loaded: number; total: number }) => void,
  signal: AbortSignal,
) => Promise<LoadedEngine>;

const stopped = () => new ApprenticeError('cancelled', 'It was stopped. Nothing was changed.');

/** The one language model that is loaded. What was loaded is ended before another is: both would not find room. */
export class EngineHost {
  readonly #holder: StateHolder;
  readonly #startEngine: StartEngine;
  #entry: ModelEntry;
  #host: WorkerHost<LoadedEngine>;
  #loading = new AbortController();

  constructor(holder: StateHolder, entry: ModelEntry, startEngine: StartEngine) {
    this.#holder = holder;
    this.#startEngine = startEngine;
    this.#entry = entry;
    this.#host = this.#hostOf(entry);
    this.#show({ active: entry, status: 'unloaded' });
  }

  get entry(): ModelEntry {
    return this.#entry;
  }

  /** Aborts when what is loaded or loading now is to go. */
  get unwanted(): AbortSignal {
    return this.#loading.signal;
  }

  /** Loads the model when it is not; rejects with what prevented it, and a later call tries again. */
  async start(): Promise<void> {
    await this.#host.start();
  }

  use<R>(work: (engine: LoadedEngine) => Promise<R>): Promise<R> {
    return this.#host.use(work);
  }

  /** Ends what is loaded or loading, and makes `entry` the model that is loaded next. */
  exchange(entry: ModelEntry): void {
    this.#loading.abort();
    this.#loading = new AbortController();
    this.#host.end();
    forgetLoading(this.#holder, this.#entry.title);
    this.#entry = entry;
    this.#host = this.#hostOf(entry);
    this.#holder.update({ engine: null });
    this.#show({ active: entry, status: 'unloaded' });
  }

  #hostOf(entry: ModelEntry): WorkerHost<LoadedEngine> {
    const { signal } = this.#loading;
    const current = () => this.#entry === entry && !signal.aborted;
    const load = async (onProgress: Parameters<StartEngine>[1]) => {
      const engine = await this.#startEngine(entry, onProgress, signal).catch((error: unknown) => {
        throw signal.aborted ? stopped() : error;
      });
      const info = await engine.describe();
      if (current()) this.#holder.update({ engine: info });
      return engine;
    };
    return new WorkerHost(
      async () => {
        this.#show({ status: 'loading' });
        try {
          const engine = await trackLoading(this.#holder, entry.title, load, current);
          if (current()) this.#show({ status: 'ready' });
          return engine;
        } catch (error) {
          if (current()) this.#show({ status: 'failed' });
          throw error;
        }
      },
      (engine) => engine.terminate(),
    );
  }

  #show(change: Partial<ModelsView>): void {
    this.#holder.update(({ models }) => ({ models: { ...models, ...change } }));
  }
}
