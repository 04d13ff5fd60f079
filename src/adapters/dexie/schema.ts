import Dexie, { type Table, type Transaction } from 'dexie';
import type { LearningState } from '../../core/learning/learning-state';
import type { StoreTables } from '../../core/ports/store';
import type { UserDataTables } from '../../core/tools/user-data';
import { packEpisodes } from './migrations';
import type { Stored } from './stored';

/** `sequence`: the largest number ever given out, so that deleting records frees none. */
export type MetaRecord =
  | { readonly id: 'sequence'; readonly last: number }
  | { readonly id: 'learning'; readonly state: LearningState };

export interface StoredTables extends StoreTables, UserDataTables {
  meta: MetaRecord;
}
export type StoredTable = keyof StoredTables;

interface SchemaVersion {
  readonly number: number;
  /** Primary key, then indexes. Tables that a version does not name stay as they are. */
  readonly tables: Partial<Record<StoredTable, string>>;
  /** Brings the records of the version before to this one's shape, all of them or none. */
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

/** Every version there ever was, oldest first. A version that has been released is never edited: add one. */
const versions: readonly SchemaVersion[] = [
  {
    number: 1,
    tables: {
      conversations: 'value.id, value.createdAt',
      episodes: 'value.id, value.sequence, value.conversationId',
      signals: 'value.id, value.sequence, value.episodeId, value.conversationId',
      snapshots: 'value.id, value.sequence',
      pins: 'value.id, value.episodeId',
      settings: 'value.id',
      notes: 'value.id, value.createdAt',
      listItems: 'value.id, value.createdAt',
      reminders: 'value.id, value.createdAt',
      meta: 'value.id',
    },
  },
  { number: 2, tables: {}, upgrade: packEpisodes },
];

/** Dexie multiplies its version numbers by ten. */
export const nativeVersion = Math.max(...versions.map(({ number }) => number)) * 10;

/** The index by which a table is read; ties and tables without one go by id. */
export const orderOf: Readonly<Record<keyof StoreTables | keyof UserDataTables, string>> = {
  conversations: 'value.createdAt',
  episodes: 'value.sequence',
  signals: 'value.sequence',
  snapshots: 'value.sequence',
  pins: 'value.id',
  settings: 'value.id',
  notes: 'value.createdAt',
  listItems: 'value.createdAt',
  reminders: 'value.createdAt',
};

/** The tables the user's content is in: everything but `meta`. */
export const contentTables = Object.keys(orderOf) as (keyof typeof orderOf)[];

export interface DatabaseOptions {
  readonly name: string;
  /** Absent where the browser offers no database. */
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
}

/** The database with typed tables. Strict durability: a commit that resolved survives a power cut. */
export class Database extends Dexie {
  constructor({ name, ...host }: DatabaseOptions) {
    super(name, { autoOpen: false, chromeTransactionDurability: 'strict', ...host });
    for (const { number, tables, upgrade } of versions) {
      const version = this.version(number).stores(tables);
      if (upgrade) version.upgrade(upgrade);
    }
  }

  rows<T extends StoredTable>(name: T): Table<Stored<StoredTables[T]>, string> {
    return this.table(name);
  }
}
