import type { Trial } from './learning-state';
import type { Outcome } from './outcome';

export type Tally = Pick<Trial, 'events' | 'wins' | 'losses'>;

/** A fresh event at which candidate and live policy differ and the right action is known. */
export interface Pair {
  readonly outcome: Outcome;
  /** The candidate is right and the live policy wrong; false is the other way round. */
  readonly won: boolean;
}

const isFresh = (trial: Trial, { episode, decision, right }: Outcome) =>
  episode.sequence > trial.since && decision.shadowChoice !== null && right !== null;

/** The pairs of a trial in order of sequence; where both are wrong there is none. */
export function pairsOf(trial: Trial, outcomes: readonly Outcome[]): Pair[] {
  return outcomes
    .filter((outcome) => isFresh(trial, outcome))
    .map((outcome) => ({ outcome, won: outcome.decision.shadowChoice === outcome.right }))
    .filter(({ outcome, won }) => won !== outcome.liveRight);
}

/**
 * Gate B's count over the fresh events since a trial began: a pair counts only where the right action is known and
 * candidate and live policy differ in it. Counted anew from the record, so feedback that is taken back is too.
 */
export function tally(trial: Trial, outcomes: readonly Outcome[]): Tally {
  const pairs = pairsOf(trial, outcomes);
  const wins = pairs.filter(({ won }) => won).length;
  return {
    events: outcomes.filter((outcome) => isFresh(trial, outcome)).length,
    wins,
    losses: pairs.length - wins,
  };
}
