import type { LearningState } from '../../core/learning/learning-state';
import type { Episode } from '../../core/memory/episode';
import type { InstallMarker } from '../../core/ports/install-marker';
import type { Batch, Store, StoreTable, StoreTables } from '../../core/ports/store';
import type { UserDataTable, UserDataTables } from '../../core/tools/user-data';
import { commitBatch } from './commit';
import { asStoreError } from './errors';
import { readTable } from './read-table';
import { RecordReader } from './records';
import { fromRow } from './rows';
import type { Database } from './schema';
import type { Sequence } from './sequence';
import type { Stored } from './stored';

/** `Store` over IndexedDB. Made by `openStore`. */
export class DexieStore implements Store {
  readonly #database: Database;
  readonly #sequence: Sequence;
  readonly #marker: InstallMarker;
  readonly #reader = new RecordReader();

  constructor(database: Database, sequence: Sequence, marker: InstallMarker) {
    this.#database = database;
    this.#sequence = sequence;
    this.#marker = marker;
  }

  nextSequence(): number {
    return this.#sequence.next();
  }

  commit(batch: Batch): Promise<void> {
    return this.#run(() => commitBatch(this.#database, batch, this.#sequence));
  }

  all<T extends StoreTable>(table: T): Promise<StoreTables[T][]> {
    return this.#run(() => readTable(this.#database, this.#reader, table));
  }

  list<T extends UserDataTable>(table: T): Promise<UserDataTables[T][]> {
    return this.#run(() => readTable(this.#database, this.#reader, table));
  }

  get<T extends StoreTable>(table: T, id: string): Promise<StoreTables[T] | null> {
    return this.#run(async () => {
      const stored = await this.#database.table<Stored<StoreTables[T]>, string>(table).get(id);
      const value = stored ? this.#reader.open(stored) : null;
      return value && fromRow(table, value);
    });
  }

  episodesOf(conversationId: string): Promise<Episode[]> {
    return this.#run(async () => {
      const rows = this.#database.rows('episodes').where('value.conversationId');
      const episodes = this.#reader.openAll(await rows.equals(conversationId).toArray());
      return episodes
        .map((one) => fromRow('episodes', one))
        .sort((a, b) => a.sequence - b.sequence);
    });
  }

  learning(): Promise<LearningState | null> {
    return this.#run(async () => {
      const stored = await this.#database.rows('meta').get('learning');
      const meta = stored ? this.#reader.open(stored) : null;
      return meta?.id === 'learning' ? meta.state : null;
    });
  }

  damaged(): readonly string[] {
    return this.#reader.damaged;
  }

  async exportAll(): Promise<string> {
    const { exportContents } = await import('./export');
    return this.#run(() => exportContents(this.#database, this.#reader, this.#sequence.last));
  }

  async importAll(text: string): Promise<void> {
    // Validation takes as much code as the rest of the store, and is needed here alone.
    const { restore } = await import('./restore');
    const { replaceContents } = await import('./import');
    const contents = restore(text);
    await this.#run(() => replaceContents(this.#database, contents, this.#sequence));
  }

  /** The marker goes first: a database without one is a used one, a marker without a database is a loss. */
  wipe(): Promise<void> {
    return this.#run(async () => {
      this.#marker.clear(this.#database.name);
      await this.#database.delete();
    });
  }

  close(): void {
    this.#database.close();
  }

  async #run<T>(work: () => PromiseLike<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asStoreError(error, 'store-failed');
    }
  }
}
