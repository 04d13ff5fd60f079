import { consentKey } from '../core/models/consent';
import { embeddedModel, type ModelEntry } from '../core/models/model-entry';
import { restoreEntry } from '../core/models/restore-entry';
import type { Settings } from './settings';

/** The entry that was chosen last. */
const chosenKey = 'model';
/** Id of what is being loaded: still there at the next start when the page ended in the middle of it. */
const loadingKey = 'model-loading';
/** Entries that were added by address. */
const addedKey = 'models-added';
/** Address of a GGUF on the hub whose opening was begun. */
const openingKey = 'gguf-opening';
/** Entries that wait to be deleted. */
const removingKey = 'models-removing';

/** What is remembered about models from one visit to the next. */
export class ModelSettings {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get chosen(): ModelEntry {
    return restoreEntry(this.#settings.get<unknown>(chosenKey, null)) ?? embeddedModel;
  }

  choose(entry: ModelEntry): Promise<void> {
    return this.#settings.change(chosenKey, entry);
  }

  get interrupted(): string | null {
    return this.#settings.get<string | null>(loadingKey, null);
  }

  /** null when the loading has ended. */
  loading(id: string | null): Promise<void> {
    return this.#settings.change(loadingKey, id);
  }

  get added(): ModelEntry[] {
    return this.#entries(addedKey);
  }

  async add(entry: ModelEntry): Promise<void> {
    const others = this.added.filter(({ id }) => id !== entry.id);
    await this.#settings.change(addedKey, [...others, entry]);
  }

  /** Still there when the page ended, or the opening was paused, before it was done. */
  get opening(): string | null {
    const address = this.#settings.get<unknown>(openingKey, null);
    return typeof address === 'string' ? address : null;
  }

  /** null when nothing of it is left to go on with. */
  async beginOpening(address: string | null): Promise<void> {
    if (address !== this.opening) await this.#settings.change(openingKey, address);
  }

  get removing(): ModelEntry[] {
    return this.#entries(removingKey);
  }

  remove(entries: readonly ModelEntry[]): Promise<void> {
    return this.#settings.change(removingKey, entries);
  }

  /** A model that is gone: neither listed as added nor agreed to any longer. */
  async forget(id: string): Promise<void> {
    const added = this.added;
    const kept = added.filter((entry) => entry.id !== id);
    if (kept.length < added.length) await this.#settings.change(addedKey, kept);
    if (this.#settings.get(consentKey(id), false)) await this.agree(id, false);
  }

  agree(id: string, agreed = true): Promise<void> {
    return this.#settings.change(consentKey(id), agreed);
  }

  #entries(key: string): ModelEntry[] {
    const stored = this.#settings.get<unknown>(key, []);
    return Array.isArray(stored) ? stored.flatMap((one) => restoreEntry(one) ?? []) : [];
  }
}
