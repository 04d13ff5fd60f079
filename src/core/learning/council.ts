import type { Label } from './label';
import type { DecisionState } from './decision-state';
import { choiceAt, scoresAt } from './decision-state';
import type { Head } from './snapshot';
import { COUNCIL_MARGIN, VOTE_RAMP } from './parameters';
import { neighbours, vote, voteScore } from '../memory/recall';

/** An unrelated request with its state, as the council is asked about it. */
export interface AuditState extends DecisionState {
  readonly embedding: Float32Array;
}

export interface CouncilInput {
  readonly candidate: Head;
  readonly live: Head | null;
  /** The version before the live one; it abstains when there is none. */
  readonly previous: Head | null;
  readonly labels: readonly Label[];
  readonly audit: readonly AuditState[];
}

/**
 * Requests whose changed decision a validator contests. Validators are what memory says alone, and the previous
 * version; one objects when it is sure (2 nat) of the old decision, and abstains when it has nothing to say.
 */
export function contested(input: CouncilInput): string[] {
  return input.audit
    .filter((state) => {
      const before = choiceAt(state, input.live);
      const after = choiceAt(state, input.candidate);
      return before !== after && objects(input, state, before, after);
    })
    .map(({ request }) => request);
}

function objects(input: CouncilInput, state: AuditState, before: string, after: string): boolean {
  const votes = vote(neighbours(input.labels, state.embedding, VOTE_RAMP.floor));
  const said = (action: string) => voteScore(votes.get(action) ?? 0);
  if (said(before) - said(after) >= COUNCIL_MARGIN) return true;
  if (!input.previous) return false;
  const scores = scoresAt(state, input.previous);
  const at = (action: string) => scores[state.prior.actions.indexOf(action)];
  return at(before) - at(after) >= COUNCIL_MARGIN;
}
