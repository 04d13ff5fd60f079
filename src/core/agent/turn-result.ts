import type { Episode } from '../memory/episode';
import type { Change } from '../tools/user-data';

/** An episode with what has to be changed together with it. */
export interface Turn {
  readonly episode: Episode;
  readonly changes: readonly Change[];
}
