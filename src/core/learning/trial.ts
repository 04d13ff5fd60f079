import type { Trial } from './learning-state';
import type { Outcome } from './outcome';

export type Tally = Pick<Trial, 'events' | 'wins' | 'losses'>;

/**
 * Gate B's count over the fresh events since a trial began: a pair counts only where the right action is known and
 * candidate and live policy differ in it. Counted anew from the record, so feedback that is taken back is too.
 */
export function tally(trial: Trial, outcomes: readonly Outcome[]): Tally {
  const fresh = outcomes.filter(
    ({ episode, decision, right }) =>
      episode.sequence > trial.since && decision.shadowChoice !== null && right !== null,
  );
  return {
    events: fresh.length,
    wins: fresh.filter(
      ({ decision, right, liveRight }) => !liveRight && decision.shadowChoice === right,
    ).length,
    losses: fresh.filter(
      ({ decision, right, liveRight }) => liveRight && decision.shadowChoice !== right,
    ).length,
  };
}
