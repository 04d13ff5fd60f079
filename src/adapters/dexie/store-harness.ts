import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { InstallMarker } from '../../core/ports/install-marker';
import { openStore, type OpenedStore, type StoreOptions } from './open-store';

/** An in-memory marker, for tests. */
export class FakeMarker implements InstallMarker {
  readonly #names = new Set<string>();

  isSet(name: string): boolean {
    return this.#names.has(name);
  }

  set(name: string): void {
    this.#names.add(name);
  }

  clear(name: string): void {
    this.#names.delete(name);
  }
}

/** A browser's storage for tests: a database factory of its own and a marker beside it. */
export class FakeProfile {
  indexedDB = new IDBFactory();
  readonly marker = new FakeMarker();

  open(options: Partial<StoreOptions> = {}): Promise<OpenedStore> {
    const { indexedDB, marker } = this;
    return openStore({ name: 'apprentice', indexedDB, IDBKeyRange, marker, ...options });
  }

  /** What happens to the database when the browser loses it. */
  loseDatabase(): void {
    this.indexedDB = new IDBFactory();
  }

  /** The database without the store: to damage what is in it. */
  raw(version?: number): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = this.indexedDB.open('apprentice', version);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
}
