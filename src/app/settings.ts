import type { Setting, Store } from '../core/ports/store';

/** Settings as last stored, readable without waiting. */
export class Settings {
  readonly #store: Store;
  readonly #values: Map<string, unknown>;

  private constructor(store: Store, settings: readonly Setting[]) {
    this.#store = store;
    this.#values = new Map(settings.map(({ id, value }) => [id, value]));
  }

  static async load(store: Store): Promise<Settings> {
    return new Settings(store, await store.all('settings'));
  }

  get<T>(key: string, fallback: T): T {
    const value = this.#values.get(key);
    return value === undefined || value === null ? fallback : (value as T);
  }

  async change(key: string, value: unknown): Promise<void> {
    await this.#store.commit({ settings: [{ id: key, value }] });
    this.#values.set(key, value);
  }
}
