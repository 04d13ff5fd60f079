import type { Batch } from '../ports/store';
import { headHash, isFiniteHead } from './head';
import type { LearningEvent } from './learning-event';
import type { LearningState } from './learning-state';
import { reduceLearning } from './reduce-learning';
import type { Snapshot } from './snapshot';
import { surplusSnapshots } from './snapshot-keeping';

/** The learned versions and which of them is live. */
export interface Mind {
  readonly state: LearningState;
  readonly snapshots: ReadonlyMap<string, Snapshot>;
}

/** The mind after an event: snapshots get their new status, and the surplus is dropped. */
export function advance(mind: Mind, event: LearningEvent): Mind {
  const { state, statuses } = reduceLearning(mind.state, event);
  const snapshots = new Map(mind.snapshots);
  for (const { id, status, reason } of statuses) {
    const snapshot = snapshots.get(id);
    if (snapshot) snapshots.set(id, { ...snapshot, status, reason });
  }
  if (event.type === 'forgotten') for (const id of event.removed) snapshots.delete(id);
  for (const { id } of surplusSnapshots([...snapshots.values()], state)) snapshots.delete(id);
  return { state, snapshots };
}

export function withSnapshot(mind: Mind, snapshot: Snapshot): Mind {
  return { ...mind, snapshots: new Map(mind.snapshots).set(snapshot.id, snapshot) };
}

/** What has to be stored to get from one mind to the other. */
export function mindChanges(before: Mind, after: Mind): Batch {
  const changed = [...after.snapshots.values()].filter(
    (snapshot) => before.snapshots.get(snapshot.id) !== snapshot,
  );
  const gone = [...before.snapshots.keys()].filter((id) => !after.snapshots.has(id));
  return {
    ...(before.state !== after.state && { learning: after.state }),
    ...(changed.length > 0 && { snapshots: changed }),
    ...(gone.length > 0 && { deletes: gone.map((id) => ({ table: 'snapshots' as const, id })) }),
  };
}

export function liveSnapshot({ state, snapshots }: Mind): Snapshot | undefined {
  return state.liveId === null ? undefined : snapshots.get(state.liveId);
}

export function trialSnapshot({ state, snapshots }: Mind): Snapshot | undefined {
  return state.trial ? snapshots.get(state.trial.candidateId) : undefined;
}

/** "version 7"; null for one that is gone. */
export function versionName({ snapshots }: Mind, id: string): string | null {
  const snapshot = snapshots.get(id);
  return snapshot ? `version ${snapshot.number}` : null;
}

/** Stored snapshots whose bytes are what was written, and numbers. */
export function intact(snapshots: readonly Snapshot[]): Map<string, Snapshot> {
  const good = snapshots.filter(({ head, hash }) => headHash(head) === hash && isFiniteHead(head));
  return new Map(good.map((snapshot) => [snapshot.id, snapshot]));
}
