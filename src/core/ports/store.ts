import type { Conversation } from '../conversation/conversation';
import type { LearningState } from '../learning/learning-state';
import type { Signal } from '../learning/signal';
import type { Snapshot } from '../learning/snapshot';
import type { Episode } from '../memory/episode';
import type { Change, UserDataReader } from '../tools/user-data';

/** A case the user pinned: every version must decide it so. */
export interface PinnedCase {
  readonly id: string;
  readonly episodeId: string;
  readonly request: string;
  readonly action: string;
}

/** Settings by key; values are plain JSON. */
export interface Setting {
  readonly id: string;
  readonly value: unknown;
}

export interface StoreTables {
  conversations: Conversation;
  episodes: Episode;
  signals: Signal;
  snapshots: Snapshot;
  pins: PinnedCase;
  settings: Setting;
}
export type StoreTable = keyof StoreTables;

/** Everything that one write changes: all of it is stored, or nothing. */
export interface Batch {
  readonly conversations?: readonly Conversation[];
  readonly episodes?: readonly Episode[];
  readonly signals?: readonly Signal[];
  readonly snapshots?: readonly Snapshot[];
  readonly pins?: readonly PinnedCase[];
  readonly settings?: readonly Setting[];
  readonly learning?: LearningState;
  /** The user's own things. */
  readonly changes?: readonly Change[];
  readonly deletes?: readonly { readonly table: StoreTable; readonly id: string }[];
}

/**
 * The database. `commit` is one strictly durable transaction. Records carry a checksum; one that does not
 * match is never served: it is left out, and counted in `damaged`.
 * Errors: `store-refused`, `store-quota`, `store-newer-version`, `store-closed`, and `store-failed` for what the
 * browser can't explain.
 */
export interface Store extends UserDataReader {
  /** A number larger than every sequence number in the store; each call gives a new one. */
  nextSequence(): number;
  commit(batch: Batch): Promise<void>;
  /** In order of sequence (episodes, signals, snapshots) or as stored. */
  all<T extends StoreTable>(table: T): Promise<StoreTables[T][]>;
  get<T extends StoreTable>(table: T, id: string): Promise<StoreTables[T] | null>;
  episodesOf(conversationId: string): Promise<Episode[]>;
  learning(): Promise<LearningState | null>;
  /** Ids of records that failed their checksum since the store was opened. */
  damaged(): readonly string[];
  /** Everything, as one JSON text that `restore` of a later version reads. */
  exportAll(): Promise<string>;
  /**
   * Replaces everything by an export, or nothing: all of it is validated first. Throws `import-invalid` or
   * `import-newer-version`.
   */
  importAll(text: string): Promise<void>;
  /** Deletes the database and everything in it. */
  wipe(): Promise<void>;
  close(): void;
}
