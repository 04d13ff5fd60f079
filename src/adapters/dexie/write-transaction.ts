import type { Database, StoredTable } from './schema';
import { asStoreError } from './errors';

/**
 * Runs `work` in one read-write transaction over `tables`: all of it is stored, or nothing. When the browser
 * itself aborts (a full disk shows only so), its reason stands on the transaction, while the promises inside
 * merely say that there was an abort.
 */
export async function writeTransaction(
  database: Database,
  tables: readonly StoredTable[],
  work: () => Promise<void>,
): Promise<void> {
  let native: IDBTransaction | undefined;
  try {
    // Must be an async function: Dexie keeps the transaction alive across awaits only for those.
    await database.transaction('rw', tables, async ({ idbtrans }) => {
      native = idbtrans;
      await work();
    });
  } catch (error) {
    throw asStoreError(native?.error ?? error, 'store-failed');
  }
}
