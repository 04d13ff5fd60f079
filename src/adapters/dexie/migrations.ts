import type { Transaction } from 'dexie';
import { roundedState } from '../../core/learning/sentence-code';
import type { Episode } from '../../core/memory/episode';
import { packEpisode } from './packed-episode';
import { isWhole, seal } from './records';
import type { Stored } from './stored';

/** An episode of before version 2, when sentence states had 32 bits a number. */
export function modernEpisode(episode: Episode): Episode {
  return { ...episode, embedding: episode.embedding && roundedState(episode.embedding) };
}

/**
 * To version 2: episodes are packed, their sentence states rounded as new ones are from the start. A damaged record
 * is left as it is, since a fresh checksum would make it look whole.
 */
export async function packEpisodes(transaction: Transaction): Promise<void> {
  const rows = transaction.table<Stored<unknown>, string>('episodes');
  await rows.toCollection().modify((row, place) => {
    if (isWhole(row)) place.value = seal(packEpisode(modernEpisode(row.value as Episode)));
  });
}
