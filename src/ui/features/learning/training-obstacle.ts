import type { LearningView } from '../../../app/app-state';
import { count } from '../../format/count';

/** Why training can't start now, for people; null when it can. */
export function trainingObstacle(learning: LearningView): string | null {
  if (learning.training) return 'Training is running.';
  if (learning.state.paused) return 'Learning is paused.';
  const missing = learning.examplesNeeded - learning.examples;
  if (missing > 0) return `Needs ${count(missing, 'more labelled example')} first.`;
  return null;
}
