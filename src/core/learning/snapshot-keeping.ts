import type { LearningState } from './learning-state';
import { SNAPSHOTS_KEPT } from './parameters';
import type { Snapshot } from './snapshot';

/**
 * Which snapshots to delete so that at most `limit` stay: discarded ones first, then the oldest. The live one, what
 * it goes back to, the one in trial and those that the user keeps are never among them.
 */
export function surplusSnapshots(
  snapshots: readonly Snapshot[],
  { liveId, trial, kept }: LearningState,
  limit = SNAPSHOTS_KEPT,
): Snapshot[] {
  const live = snapshots.find(({ id }) => id === liveId);
  const needed = new Set([liveId, live?.parentId, trial?.candidateId, ...kept]);
  const order = (snapshot: Snapshot) => (snapshot.status === 'discarded' ? 0 : 1);
  return snapshots
    .filter(({ id }) => !needed.has(id))
    .sort((a, b) => order(a) - order(b) || a.sequence - b.sequence)
    .slice(0, Math.max(0, snapshots.length - limit));
}

/** The version to go back to from the live one: its parent, or null where that is gone or not intact. */
export function previousOf(
  snapshots: ReadonlyMap<string, Snapshot>,
  snapshot: Snapshot | undefined,
): Snapshot | null {
  return (snapshot?.parentId && snapshots.get(snapshot.parentId)) || null;
}
