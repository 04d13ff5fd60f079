import type { Episode } from '../../core/memory/episode';
import { packEpisode, unpackEpisode, type PackedEpisode } from './packed-episode';
import { seal } from './records';
import type { StoredTable } from './schema';
import type { Stored } from './stored';

/** A record as it stands in its table. */
export function toRow<T>(table: StoredTable, record: T): Stored<T> {
  const value: unknown = table === 'episodes' ? packEpisode(record as Episode) : record;
  return seal(value as T);
}

/** The record of an opened row. */
export function fromRow<T>(table: StoredTable, value: T): T {
  return table === 'episodes' ? (unpackEpisode(value as PackedEpisode) as T) : value;
}
