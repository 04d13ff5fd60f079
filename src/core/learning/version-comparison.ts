import { behaviourDiff } from './behaviour-diff';
import type { DiffState } from './behaviour-diff';
import type { DecisionState } from './decision-state';
import { labelledState } from './decision-state';
import type { Label } from './label';
import type { Projection } from './projection';
import type { BehaviourChange, Head, Snapshot } from './snapshot';
import type { SpeakingGate } from './speaking-gate';

/** What two versions decide differently, and at how many requests they were compared. */
export interface VersionComparison {
  readonly changes: readonly BehaviourChange[];
  /** Requests that the user said something about. */
  readonly taught: number;
  /** Built-in requests about other things, at which nothing should change. */
  readonly unrelated: number;
}

export interface Comparison {
  /** Null is the untrained agent. */
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
  /** Labels that hold, in order of sequence. */
  readonly labels: readonly Label[];
  readonly audit: readonly DecisionState[];
  readonly projection: Projection;
  readonly gate: SpeakingGate;
}

/** Compares two versions at everything the user ever confirmed or corrected, newest first, and at the audit states. */
export function compareVersions(comparison: Comparison): VersionComparison {
  const { before, after, labels, audit, projection, gate } = comparison;
  // Of a head that was learned on other features nothing can be said: it does not speak here either.
  const head = (snapshot: Snapshot | null): Head | null =>
    snapshot?.projectionHash === projection.hash ? snapshot.head : null;
  const taught = [...labels].reverse().map((label): DiffState => ({
    state: labelledState(label, projection, gate),
    episodeId: label.episodeId,
    right: label.sign > 0 ? label.action : null,
  }));
  const unrelated = audit.map((state) => ({ state, episodeId: null, right: null }));
  const states = [...taught, ...unrelated];
  return {
    changes: behaviourDiff(head(before), head(after), states, Infinity),
    taught: new Set(taught.map(({ state }) => state.request)).size,
    unrelated: audit.length,
  };
}
