import type { Episode } from '../memory/episode';
import type { Turn } from './turn-result';

/** What a message came to; all of it is stored in one transaction. */
export interface ConversationTurn extends Turn {
  /** Earlier episodes that it changed: steps that were taken back. */
  readonly revised: readonly Episode[];
}
