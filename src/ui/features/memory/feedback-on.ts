import type { AppState } from '../../../app/app-state';
import type { Signal } from '../../../core/learning/signal';

/** What the user said about an episode: from its turn where it is open, else from what was learned of it. */
export function feedbackOn({ turns, learning }: AppState, episodeId: string): readonly Signal[] {
  const turn = turns.find(({ episode }) => episode.id === episodeId);
  if (turn) return turn.feedback;
  return learning.learned
    .map(({ signal }) => signal)
    .filter((signal) => signal.episodeId === episodeId);
}
