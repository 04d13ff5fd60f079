import type { ModelEntry } from '../core/models/model-entry';
import type { ModelShelf } from '../core/ports/model-shelf';
import type { ModelLibrary } from './model-library';
import type { ModelSettings } from './model-settings';
import type { Notices } from './notices';
import type { StateHolder } from './state-holder';

/** As long as the notice with its Undo stays. */
const graceMs = 10_000;

export interface ModelRemovalsParts {
  readonly holder: StateHolder;
  readonly notices: Notices;
  readonly settings: ModelSettings;
  readonly shelf: Pick<ModelShelf, 'remove'>;
  readonly library: ModelLibrary;
}

/**
 * Deletes models. The files go when the time in which it can be undone has passed: a gigabyte is not brought back
 * cheaply. A page that is closed meanwhile carries it out at its next start.
 */
export class ModelRemovals {
  readonly #parts: ModelRemovalsParts;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(parts: ModelRemovalsParts) {
    this.#parts = parts;
  }

  /** Carries out what an earlier page had promised. */
  async resume(): Promise<void> {
    for (const entry of this.#parts.settings.removing) await this.#carryOut(entry);
  }

  async begin(entry: ModelEntry): Promise<void> {
    const { holder, notices, settings } = this.#parts;
    if (this.#timers.has(entry.id)) return;
    await settings.remove([...settings.removing, entry]);
    // It was chosen, and could not be loaded: the next start is not to look for it.
    if (settings.chosen.id === entry.id) await settings.choose(holder.state.models.active);
    this.#show();
    const timer = setTimeout(() => void notices.guard(() => this.#carryOut(entry)), graceMs);
    this.#timers.set(entry.id, timer);
    notices.info(`Deleted ${entry.title}.`, () => this.keep(entry.id));
  }

  /** Takes it back; does nothing when it was carried out already. */
  async keep(id: string): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    await this.#settle(id);
  }

  async #carryOut(entry: ModelEntry): Promise<void> {
    const { library, settings, shelf } = this.#parts;
    this.#timers.delete(entry.id);
    await shelf.remove(entry);
    await settings.forget(entry.id);
    await this.#settle(entry.id);
    await library.refresh();
  }

  async #settle(id: string): Promise<void> {
    const { settings } = this.#parts;
    const { removing } = settings;
    const rest = removing.filter((entry) => entry.id !== id);
    if (rest.length < removing.length) await settings.remove(rest);
    this.#show();
  }

  #show(): void {
    const { holder, settings } = this.#parts;
    const removing = settings.removing.map(({ id }) => id);
    holder.update(({ models }) => ({ models: { ...models, removing } }));
  }
}
