import type { DecisionState } from './decision-state';
import { choiceAt } from './decision-state';
import { CHANGES_SHOWN } from './parameters';
import type { BehaviourChange, Head } from './snapshot';
import type { ActionId } from '../memory/episode';

/** A state at which behaviour is compared. */
export interface DiffState {
  readonly state: DecisionState;
  readonly episodeId: string | null;
  /** The action that the user said is right; null when nobody said. */
  readonly right: ActionId | null;
}

/**
 * What would be decided differently, each request once, in the order given, at most `limit`. The heads alone are
 * compared (null is the untrained agent): what memory corrects for the time being hides nothing.
 */
export function behaviourDiff(
  live: Head | null,
  candidate: Head | null,
  states: readonly DiffState[],
  limit = CHANGES_SHOWN,
): BehaviourChange[] {
  const changes = new Map<string, BehaviourChange>();
  for (const { state, episodeId, right } of states) {
    const before = choiceAt(state, live);
    const after = choiceAt(state, candidate);
    if (before === after || changes.has(state.request)) continue;
    changes.set(state.request, {
      request: state.request,
      before,
      after,
      episodeId,
      right: right === null ? null : right === after,
    });
  }
  return [...changes.values()].slice(0, limit);
}
