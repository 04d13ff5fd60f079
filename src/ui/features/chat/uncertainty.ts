import type { ActionId, Decision } from '../../../core/memory/episode';
import { ranked } from './candidate-bars';

/** Below this probability of the best, and with the second at least half of it, the agent says so. */
const SURE = 0.65;

/** The second best action when the decision was close; null when it was clear. */
export function closeRival(decision: Decision): ActionId | null {
  const [best, second] = ranked(decision.candidates);
  if (!best || !second || best.action !== decision.chosen) return null;
  return best.probability < SURE && second.probability >= best.probability / 2
    ? second.action
    : null;
}
