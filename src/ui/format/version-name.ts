import type { Snapshot } from '../../core/learning/snapshot';

/** "v7" for a snapshot, "untrained" for none, "an older version" for one that is no longer kept. */
export function versionName(id: string | null, snapshots: readonly Snapshot[]): string {
  if (id === null) return 'untrained';
  const snapshot = snapshots.find((candidate) => candidate.id === id);
  return snapshot ? `v${snapshot.number}` : 'an older version';
}
