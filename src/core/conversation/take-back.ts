import type { Episode } from '../memory/episode';
import { standingStep } from '../memory/standing-step';
import { asksToUndo, meansAll, plainWords } from './cues';

/** What "undo that" takes back: episodes of the last message, newest first; empty when nothing can be. */
export interface TakeBack {
  readonly targets: readonly Episode[];
}

const changedSomething = (episode: Episode) => (standingStep(episode)?.inverse.length ?? 0) > 0;

/**
 * Null when the message does not ask to undo. Reading changes nothing, so "undo that" reaches over a look at a list
 * to the last change that stands; "undo both" takes all of the last message that changed something.
 */
export function readTakeBack(text: string, history: readonly Episode[]): TakeBack | null {
  const words = plainWords(text);
  if (!asksToUndo(words)) return null;
  const last = history.findLast(changedSomething);
  if (!last) return { targets: [] };
  const first = last.thread?.part?.first;
  if (!meansAll(words) || first === undefined) return { targets: [last] };
  const whole = history.filter(
    (episode) => episode.thread?.part?.first === first && changedSomething(episode),
  );
  return { targets: whole.reverse() };
}
