import type { LearningState } from '../../src/core/learning/learning-state';
import type { Batch, Store, StoreTable, StoreTables } from '../../src/core/ports/store';

type Tables = { [T in StoreTable]: Map<string, StoreTables[T]> };

const TABLES: readonly StoreTable[] = [
  'conversations',
  'episodes',
  'signals',
  'snapshots',
  'pins',
  'settings',
];

function unsupported(): never {
  throw new Error('The benchmark does not do that.');
}

/** A store that only keeps what it is given, so that what is timed is learning. */
export class MemoryStore implements Store {
  readonly #tables = Object.fromEntries(TABLES.map((name) => [name, new Map()])) as Tables;
  readonly #conversations = new Map<string, Set<string>>();
  #learning: LearningState | null = null;
  #sequence = 0;

  nextSequence(): number {
    return ++this.#sequence;
  }

  commit(batch: Batch): Promise<void> {
    for (const name of TABLES) this.#put(name, batch);
    for (const { id, conversationId } of batch.episodes ?? []) {
      const own = this.#conversations.get(conversationId) ?? new Set();
      this.#conversations.set(conversationId, own.add(id));
    }
    for (const { table, id } of batch.deletes ?? []) this.#tables[table].delete(id);
    this.#learning = batch.learning ?? this.#learning;
    return Promise.resolve();
  }

  #put<T extends StoreTable>(name: T, batch: Batch): void {
    const records = (batch[name] ?? []) as readonly StoreTables[T][];
    for (const record of records) this.#tables[name].set(record.id, record);
  }

  all<T extends StoreTable>(table: T): Promise<StoreTables[T][]> {
    return Promise.resolve([...this.#tables[table].values()]);
  }

  get<T extends StoreTable>(table: T, id: string): Promise<StoreTables[T] | null> {
    return Promise.resolve(this.#tables[table].get(id) ?? null);
  }

  episodesOf(conversationId: string) {
    const ids = [...(this.#conversations.get(conversationId) ?? [])];
    return Promise.resolve(ids.flatMap((id) => this.#tables.episodes.get(id) ?? []));
  }

  learning(): Promise<LearningState | null> {
    return Promise.resolve(this.#learning);
  }

  damaged(): readonly string[] {
    return [];
  }

  list(): Promise<never> {
    return unsupported();
  }

  exportAll(): Promise<never> {
    return unsupported();
  }

  importAll(): Promise<never> {
    return unsupported();
  }

  wipe(): Promise<never> {
    return unsupported();
  }

  close(): void {}
}
