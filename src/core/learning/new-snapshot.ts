import { headHash } from './head';
import type { Mind } from './mind';
import type { Snapshot } from './snapshot';
import type { Trained } from './trainings';

/** The record of a trained head; what becomes of it is for `reduceLearning` to say. */
export function newSnapshot(
  { head, gate, changes, examples, parentId, space }: Trained,
  mind: Mind,
  { id, sequence, at }: Pick<Snapshot, 'id' | 'sequence' | 'at'>,
): Snapshot {
  const numbers = [...mind.snapshots.values()].map(({ number }) => number);
  return {
    id,
    number: Math.max(0, ...numbers) + 1,
    parentId,
    sequence,
    at,
    head,
    encoderHash: space.basis.encoderHash,
    projectionHash: space.basis.projection.hash,
    hash: headHash(head),
    gate,
    changes,
    examples,
    status: 'candidate',
    reason: 'It was just trained.',
  };
}
