import { ApprenticeError } from '../errors/apprentice-error';
import type { LearningState } from '../learning/learning-state';
import type { Episode } from '../memory/episode';
import type { Batch, Store, StoreTable, StoreTables } from '../ports/store';
import type { UserDataTable, UserDataTables } from '../tools/user-data';

type Tables = StoreTables & UserDataTables;
type TableName = keyof Tables;

/** What a fake store holds; pass it to another fake to open the same data again. */
export interface FakeContents {
  tables: Record<TableName, Map<string, Tables[TableName]>>;
  learning: LearningState | null;
  sequence: number;
}

const storeTables: readonly StoreTable[] = [
  'conversations',
  'episodes',
  'signals',
  'snapshots',
  'pins',
  'settings',
];
const userTables: readonly UserDataTable[] = ['notes', 'listItems', 'reminders'];

export function emptyContents(): FakeContents {
  const tables = [...storeTables, ...userTables].map((name) => [name, new Map()]);
  const record = Object.fromEntries(tables) as FakeContents['tables'];
  return { tables: record, learning: null, sequence: 0 };
}

/** What records are ordered by; those with neither go by id alone. */
function position(record: object): number {
  const { sequence, createdAt } = record as { sequence?: number; createdAt?: number };
  return sequence ?? createdAt ?? 0;
}

function inOrder(a: Tables[TableName], b: Tables[TableName]): number {
  return position(a) - position(b) || (a.id < b.id ? -1 : 1);
}

interface FakeExport {
  readonly version: number;
  readonly learning: LearningState | null;
  readonly sequence: number;
  readonly tables: Record<TableName, Tables[TableName][]>;
}

/** For `JSON.stringify`: what JSON has no word for, under a key of its own. */
function writeSpecial(_: string, value: unknown): unknown {
  if (value instanceof Float32Array) return { $floats: [...value].map(String) };
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  return value;
}

function readSpecial(_: string, value: unknown): unknown {
  const { $floats, $number } = (value ?? {}) as { $floats?: string[]; $number?: string };
  if ($floats) return Float32Array.from($floats, Number);
  return $number === undefined ? value : Number($number);
}

function readExport(text: string): FakeExport {
  try {
    const value = JSON.parse(text, readSpecial) as FakeExport | null;
    if (typeof value?.version === 'number' && Object.values(value.tables).every(Array.isArray)) {
      return value;
    }
  } catch {
    // Falls through to the same refusal.
  }
  throw new ApprenticeError('import-invalid', 'This is no export. Nothing was changed.');
}

function remove(contents: FakeContents, table: TableName, id: string): void {
  const owns = table === 'conversations' ? 'conversationId' : 'episodeId';
  if (table === 'conversations' || table === 'episodes') {
    for (const name of storeTables) {
      for (const record of contents.tables[name].values()) {
        const owner = (record as { conversationId?: string; episodeId?: string })[owns];
        if (owner === id) remove(contents, name, record.id);
      }
    }
  }
  contents.tables[table].delete(id);
}

function apply(contents: FakeContents, batch: Batch): void {
  for (const name of storeTables) {
    for (const record of batch[name] ?? []) {
      contents.tables[name].set(record.id, record);
      if ('sequence' in record) contents.sequence = Math.max(contents.sequence, record.sequence);
    }
  }
  for (const change of batch.changes ?? []) {
    if (change.type === 'delete') contents.tables[change.table].delete(change.id);
    else contents.tables[change.table].set(change.record.id, change.record);
  }
  for (const { table, id } of batch.deletes ?? []) remove(contents, table, id);
  contents.learning = batch.learning ?? contents.learning;
}

/** An in-memory `Store` for tests: keeps copies as a database does, records its commits, fails on demand. */
export class FakeStore implements Store {
  /** Every batch that was committed, in order. */
  readonly commits: Batch[] = [];
  readonly #contents: FakeContents;
  #sequence: number;
  #commitsLeft = Infinity;
  #closed = false;

  constructor(contents: FakeContents = emptyContents()) {
    this.#contents = contents;
    this.#sequence = contents.sequence;
  }

  /** The `n`-th commit from now (1 is the next) fails with `store-quota` and changes nothing. */
  failCommit(n: number): void {
    this.#commitsLeft = n;
  }

  nextSequence(): number {
    this.#sequence = Math.max(this.#sequence, this.#contents.sequence) + 1;
    return this.#sequence;
  }

  async commit(batch: Batch): Promise<void> {
    this.#assertOpen();
    const copy = structuredClone(batch);
    if (--this.#commitsLeft === 0) {
      this.#commitsLeft = Infinity;
      throw new ApprenticeError('store-quota', 'There is no room left. Nothing was stored.');
    }
    apply(this.#contents, copy);
    this.#contents.sequence = Math.max(this.#contents.sequence, this.#sequence);
    this.commits.push(copy);
  }

  async all<T extends StoreTable>(table: T): Promise<StoreTables[T][]> {
    return this.#read(table);
  }

  async list<T extends UserDataTable>(table: T): Promise<UserDataTables[T][]> {
    return this.#read(table);
  }

  async get<T extends StoreTable>(table: T, id: string): Promise<StoreTables[T] | null> {
    return this.#read(table).find((record) => record.id === id) ?? null;
  }

  async episodesOf(conversationId: string): Promise<Episode[]> {
    const episodes = await this.all('episodes');
    return episodes.filter((episode) => episode.conversationId === conversationId);
  }

  async learning(): Promise<LearningState | null> {
    this.#assertOpen();
    return structuredClone(this.#contents.learning);
  }

  damaged(): readonly string[] {
    return [];
  }

  async exportAll(): Promise<string> {
    this.#assertOpen();
    const { tables, ...rest } = this.#contents;
    const lists = Object.entries(tables).map(([name, records]) => [name, [...records.values()]]);
    return JSON.stringify({ version: 1, ...rest, tables: Object.fromEntries(lists) }, writeSpecial);
  }

  async importAll(text: string): Promise<void> {
    this.#assertOpen();
    const { version, tables, learning, sequence } = readExport(text);
    if (version > 1) throw new ApprenticeError('import-newer-version', 'Made by a newer version.');
    for (const [name, records] of Object.entries(this.#contents.tables)) {
      records.clear();
      for (const record of tables[name as TableName]) records.set(record.id, record);
    }
    this.#contents.learning = learning;
    this.#contents.sequence = Math.max(this.#contents.sequence, sequence);
  }

  async wipe(): Promise<void> {
    Object.assign(this.#contents, emptyContents());
    this.#closed = true;
  }

  close(): void {
    this.#closed = true;
  }

  #read<T extends TableName>(table: T): Tables[T][] {
    this.#assertOpen();
    const records = [...this.#contents.tables[table].values()].sort(inOrder);
    return structuredClone(records) as Tables[T][];
  }

  #assertOpen(): void {
    if (this.#closed) throw new ApprenticeError('store-closed', 'The store is closed.');
  }
}
