import type { Turn } from '../../../app/app-state';
import type { ActionId } from '../../../core/memory/episode';

/** What a turn is doing now, in words; null when its answer says so itself. */
export function phaseSentence(turn: Turn, title: (action: ActionId) => string): string | null {
  const chosen = turn.episode.decision?.chosen;
  switch (turn.phase) {
    case 'queued':
      return turn.episode.thread?.part && turn.episode.thread.part.index > 0
        ? 'Waits for the step before it'
        : 'Queued: runs when the model is loaded';
    case 'deciding':
      return 'Deciding what to do';
    case 'filling':
      return chosen ? `Reading the details for ${title(chosen)}` : 'Reading the details';
    case 'running':
      return chosen ? `Running ${title(chosen)}` : 'Running';
    case 'writing':
      return turn.episode.reply === '' ? 'Starting to write' : null;
    case 'done':
      return null;
  }
}
