import { ApprenticeError, hasCode } from '../core/errors/apprentice-error';
import { embeddedModel, type ModelEntry } from '../core/models/model-entry';
import type { ModelShelf } from '../core/ports/model-shelf';
import type { EngineHost, LoadedEngine } from './engine-host';
import type { ModelSettings } from './model-settings';
import { userError, type Notices } from './notices';
import { isLost } from './worker-host';

export interface ActiveModelParts {
  readonly engine: EngineHost;
  readonly settings: ModelSettings;
  readonly notices: Notices;
  readonly shelf: Pick<ModelShelf, 'stock'>;
}

/**
 * Which language model answers. When one can't be loaded, the one before it comes back, in the end the embedded one, and a
 * sentence says why: there is always something that answers, and nothing of the conversation depends on it.
 */
export class ActiveModel {
  readonly #parts: ActiveModelParts;
  #getting: Promise<void> | null = null;
  /** The last that was loaded. */
  #working: ModelEntry = embeddedModel;
  /** In the middle of whose loading an earlier page ended, until it is tried again. */
  #interrupted: string | null;

  constructor(parts: ActiveModelParts) {
    this.#parts = parts;
    this.#interrupted = parts.settings.interrupted;
  }

  /** Resolves when a model is loaded, loading the chosen one where none is; rejects when not even the embedded one can be. */
  ready(): Promise<void> {
    this.#getting ??= this.#get().finally(() => (this.#getting = null));
    return this.#getting;
  }

  /** After a loss the model is loaded again by itself; the call that noticed it fails with its sentence. */
  async use<R>(work: (engine: LoadedEngine) => Promise<R>): Promise<R> {
    const { unwanted } = this.#parts.engine;
    try {
      return await this.#parts.engine.use(work);
    } catch (error) {
      // What was ended on purpose is not brought back by a call that it left unanswered.
      if (isLost(error) && !unwanted.aborted) this.ready().catch(() => undefined);
      throw error;
    }
  }

  /** Loads `entry` in place of the present model and remembers the choice; comes back to the present one where it can't. */
  async change(entry: ModelEntry): Promise<void> {
    const { engine, settings } = this.#parts;
    this.#interrupted = null;
    engine.exchange(entry);
    try {
      await this.#load(entry);
    } catch (error) {
      // Otherwise another was chosen meanwhile.
      if (engine.entry === entry) await this.#comeBack(entry, error);
      return;
    }
    await settings.choose(entry);
  }

  /** Frees the memory that the model takes; the next request loads it again. Ends a loading, too. */
  unload(): void {
    const { engine } = this.#parts;
    engine.exchange(engine.entry);
  }

  async #get(): Promise<void> {
    const { engine } = this.#parts;
    const { entry } = engine;
    try {
      await this.#load(entry);
    } catch (error) {
      if (engine.entry !== entry) return this.#get();
      if (entry.id === embeddedModel.id || hasCode(error, 'cancelled')) throw error;
      await this.#comeBack(entry, error);
    }
  }

  async #load(entry: ModelEntry): Promise<void> {
    const { engine, settings } = this.#parts;
    if (entry.id === embeddedModel.id) await engine.start();
    else {
      if (this.#interrupted === entry.id) throw interrupted(entry);
      await this.#inStock(entry);
      await settings.loading(entry.id);
      await engine.start().finally(() => settings.loading(null));
    }
    this.#working = entry;
  }

  /** Nothing is downloaded by loading: that was not asked for. */
  async #inStock(entry: ModelEntry): Promise<void> {
    if (entry.origin.kind === 'embedded') return;
    const [stock] = await this.#parts.shelf.stock([entry]);
    if (!stock?.complete) throw notHere(entry);
  }

  /** Loads what worked last, or the embedded model, and says what happened to `entry`. */
  async #comeBack(entry: ModelEntry, reason: unknown): Promise<void> {
    const { engine, notices } = this.#parts;
    this.#interrupted = null;
    for (const candidate of new Set([this.#working, embeddedModel])) {
      if (candidate.id === entry.id) continue;
      engine.exchange(candidate);
      try {
        await this.#load(candidate);
      } catch {
        continue;
      }
      if (hasCode(reason, 'cancelled')) notices.info(`Stopped. ${candidate.title} is back.`);
      else notices.error(inItsPlace(candidate, reason));
      return;
    }
    throw reason;
  }
}

function inItsPlace(candidate: ModelEntry, reason: unknown): ApprenticeError {
  const { code, message } = userError(reason);
  return new ApprenticeError(code, `${message} Until then ${candidate.title} answers.`, {
    cause: reason,
  });
}

function notHere({ title }: ModelEntry): ApprenticeError {
  return new ApprenticeError(
    'model-incomplete',
    `${title} is not, or no longer, complete on this device. What you saved is safe; download it on the Models page.`,
  );
}

function interrupted({ title }: ModelEntry): ApprenticeError {
  return new ApprenticeError(
    'model-interrupted',
    `The last time the page ended while ${title} was being loaded; it may need more memory than there is. What you saved is safe; choose it again on the Models page, or a smaller one.`,
  );
}
