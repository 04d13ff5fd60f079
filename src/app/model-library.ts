import { composeCatalogue } from '../core/models/catalogue';
import type { DeviceFacts } from '../core/models/device-facts';
import type { ModelEntry } from '../core/models/model-entry';
import type { ModelShelf } from '../core/ports/model-shelf';
import type { ModelSettings } from './model-settings';
import type { ModelsView } from './models-view';
import type { Notices } from './notices';
import type { StateHolder } from './state-holder';

export interface ModelLibraryParts {
  readonly holder: StateHolder;
  readonly notices: Notices;
  readonly settings: ModelSettings;
  readonly shelf: Pick<ModelShelf, 'stock' | 'opened'>;
  /** Lists of known models, each loaded when the page is first opened. */
  readonly catalogues: readonly (() => Promise<readonly ModelEntry[]>)[];
  device(): Promise<DeviceFacts>;
}

/** All models that can be chosen, and how much of each is here; nothing is asked of the network for it. */
export class ModelLibrary {
  readonly #parts: ModelLibraryParts;
  #known: readonly ModelEntry[] = [];
  #opening: Promise<void> | null = null;

  constructor(parts: ModelLibraryParts) {
    this.#parts = parts;
  }

  find(id: string): ModelEntry | undefined {
    const { active, entries } = this.#parts.holder.state.models;
    return [active, ...entries].find((entry) => entry.id === id);
  }

  /** Reads what the page shows: what is here at once, then the lists, which take a second at first. */
  async open(): Promise<void> {
    const first = this.#opening === null;
    this.#opening ??= this.#open();
    try {
      await this.#opening;
    } catch (error) {
      // The next visit tries again.
      this.#opening = null;
      throw error;
    }
    if (!first) await this.refresh();
  }

  async #open(): Promise<void> {
    this.#show({ listing: 'reading' });
    try {
      await this.refresh();
      this.#show({ device: await this.#parts.device() });
      this.#known = await this.#readLists();
      await this.refresh();
    } finally {
      this.#show({ listing: 'read' });
    }
  }

  /** Reads again which models there are and how much of each is here. */
  async refresh(): Promise<void> {
    const { holder, settings, shelf } = this.#parts;
    const opened = await shelf.opened();
    // What is active is listed whatever happens to the lists.
    const chosen = [holder.state.models.active, settings.chosen];
    const entries = composeCatalogue(opened, settings.added, this.#known, chosen);
    this.#show({ entries, stock: await shelf.stock(entries) });
  }

  async #readLists(): Promise<readonly ModelEntry[]> {
    const { catalogues, notices } = this.#parts;
    const lists = await Promise.all(
      catalogues.map((read) =>
        // The other lists are of use without it.
        read().catch((error: unknown): readonly ModelEntry[] => {
          notices.error(error);
          return [];
        }),
      ),
    );
    return lists.flat();
  }

  #show(change: Partial<ModelsView>): void {
    this.#parts.holder.update(({ models }) => ({ models: { ...models, ...change } }));
  }
}
