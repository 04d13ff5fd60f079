import type { ApprenticeError } from '../../core/errors/apprentice-error';
import type { InstallMarker } from '../../core/ports/install-marker';
import type { Store } from '../../core/ports/store';
import { DexieStore } from './dexie-store';
import { asStoreError, storeError } from './errors';
import { RecordReader, seal } from './records';
import { Database, nativeVersion, type DatabaseOptions } from './schema';
import { Sequence } from './sequence';

export interface StoreOptions extends DatabaseOptions {
  readonly marker: InstallMarker;
  /** The connection is gone: another tab upgrades or deletes the database, or the browser closed it. */
  readonly onClosed?: (error: ApprenticeError) => void;
}

export interface OpenedStore {
  readonly store: Store;
  /** The database was there before and has been lost: this one is new and empty. */
  readonly wiped: boolean;
}

/**
 * The version of the database on this device, 0 when there is none. Asked before Dexie opens it, because
 * Dexie 4 opens a newer database as if it were its own, and would patch its schema.
 */
function installedVersion(name: string, factory: IDBFactory): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    request.onupgradeneeded = () => {
      // There is none: aborting leaves it so, and ends in `onerror`.
      request.transaction?.abort();
      request.onerror = (event) => {
        event.preventDefault();
        resolve(0);
      };
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const { version } = request.result;
      request.result.close();
      resolve(version);
    };
  });
}

/** The largest number that was given out or stands in a whole record; null for a database never used. */
async function storedSequence(database: Database): Promise<number | null> {
  const reader = new RecordReader();
  const meta = await database.rows('meta').get('sequence');
  if (!meta) return null;
  const known = reader.open(meta);
  const sequence = new Sequence(known?.id === 'sequence' ? known.last : 0);
  for (const name of ['episodes', 'signals', 'snapshots'] as const) {
    const newest = await database
      .table<{ value: { id: string; sequence: number }; checksum: number }>(name)
      .orderBy('value.sequence')
      .reverse()
      .filter((stored) => reader.open(stored) !== null)
      .first();
    sequence.see(newest && [newest.value]);
  }
  return sequence.last;
}

/** Opens the database; a close that nobody here asked for is told to `onClosed`. */
async function connect(database: Database, onClosed: StoreOptions['onClosed']): Promise<void> {
  const closed = () => {
    database.close();
    onClosed?.(storeError('store-closed'));
    // Keeps Dexie's own handler from logging and from reopening.
    return false;
  };
  database.on('versionchange', closed);
  await database.open();
  database.backendDB().addEventListener('close', closed);
}

/**
 * Opens the database, creating it on the first visit. Errors: `store-refused`, `store-newer-version`,
 * `store-quota`.
 */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const { marker, onClosed, name, ...host } = options;
  const factory = 'indexedDB' in options ? options.indexedDB : globalThis.indexedDB;
  try {
    if (!factory) throw storeError('store-refused');
    if ((await installedVersion(name, factory)) > nativeVersion) {
      throw storeError('store-newer-version');
    }
    const database = new Database({ name, ...host });
    await connect(database, onClosed);
    const last = await storedSequence(database);
    if (last === null) await database.rows('meta').put(seal({ id: 'sequence', last: 0 }));
    const wiped = last === null && marker.isSet(name);
    marker.set(name);
    return { store: new DexieStore(database, new Sequence(last ?? 0), marker), wiped };
  } catch (error) {
    throw asStoreError(error, 'store-refused');
  }
}
