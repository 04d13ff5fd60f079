import type { Batch } from '../ports/store';
import type { Mind } from './mind';
import { liveSnapshot } from './mind';
import type { Knowledge } from './notebook';
import type { Snapshot } from './snapshot';

export interface Forgotten {
  readonly signals: readonly string[];
  /** Labels that are left. */
  readonly labels: number;
  /** Snapshots that may have learned from it: those trained after its first label. */
  readonly removed: readonly string[];
  /** The live version without them: the nearest ancestor that had not seen it. */
  readonly liveId: string | null;
  readonly liveRemoved: boolean;
}

/** What has to go when these signals are forgotten; null where none of them teaches anything. */
export function forgetting(
  { mind, experience }: Pick<Knowledge, 'mind' | 'experience'>,
  signals: readonly string[],
): Forgotten | null {
  const sequences = signals.flatMap((id) => experience.labels.get(id)?.sequence ?? []);
  if (sequences.length === 0) return null;
  const labels = experience.labels.size - sequences.length;
  return { signals, labels, ...versionsTaught(mind, Math.min(...sequences)) };
}

/** The versions that labels from `first` (a sequence number) on may have taught. */
export function versionsTaught(mind: Mind, first: number): Omit<Forgotten, 'signals' | 'labels'> {
  const taught = (snapshot: Snapshot) => snapshot.sequence > first;
  let live = liveSnapshot(mind);
  while (live && taught(live)) live = live.parentId ? mind.snapshots.get(live.parentId) : undefined;
  const liveId = live?.id ?? null;
  return {
    removed: [...mind.snapshots.values()].filter(taught).map(({ id }) => id),
    liveId,
    liveRemoved: liveId !== mind.state.liveId,
  };
}

/** The batch that deletes episodes with all that was said about them, and the ids of those signals. */
export function deletion(
  { experience, pins }: Knowledge,
  episodeIds: readonly string[],
): { readonly signals: readonly string[]; readonly batch: Batch } {
  const gone = new Set(episodeIds);
  const of = (records: Iterable<{ readonly id: string; readonly episodeId: string }>) =>
    [...records].filter(({ episodeId }) => gone.has(episodeId)).map(({ id }) => id);
  const signals = of(experience.signals.values());
  const deletes = [
    ...signals.map((id) => ({ table: 'signals' as const, id })),
    ...of(pins).map((id) => ({ table: 'pins' as const, id })),
    ...episodeIds.map((id) => ({ table: 'episodes' as const, id })),
  ];
  return { signals, batch: { deletes } };
}
