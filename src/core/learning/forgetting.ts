import type { Batch } from '../ports/store';
import type { Mind } from './mind';
import { liveSnapshot } from './mind';
import type { Knowledge } from './notebook';
import type { Snapshot } from './snapshot';

export interface Forgotten {
  /** Snapshots that may have learned from it: those trained after its first label. */
  readonly removed: readonly string[];
  /** The live version without them: the nearest ancestor that had not seen it. */
  readonly liveId: string | null;
  readonly liveRemoved: boolean;
}

/** What has to go when labels from `first` (a sequence number) on are forgotten. */
export function forgetting(mind: Mind, first: number): Forgotten {
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
