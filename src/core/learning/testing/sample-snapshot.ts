import { headHash, zeroHead } from '../head';
import type { Snapshot } from '../snapshot';

export function sampleSnapshot(id: string, changes: Partial<Snapshot> = {}): Snapshot {
  const head = changes.head ?? zeroHead(['reply', 'a', 'b'], 4);
  return {
    id,
    number: 1,
    parentId: null,
    sequence: 1,
    at: 0,
    head,
    encoderHash: 'synthetic',
    projectionHash: 'projection',
    hash: headHash(head),
    gate: { passed: true, checks: [], wins: 0, losses: 0, significant: false },
    changes: [],
    examples: 0,
    status: 'retired',
    reason: '',
    ...changes,
  };
}
