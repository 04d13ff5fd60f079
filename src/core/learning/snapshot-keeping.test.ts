import { expect, it } from 'vitest';
import { INITIAL_LEARNING } from './reduce-learning';
import { surplusSnapshots } from './snapshot-keeping';
import { sampleSnapshot } from './testing/sample-snapshot';

it('drops discarded versions before old ones, and never the live one, its parent, the one in trial or a kept one', () => {
  const snapshots = Array.from({ length: 25 }, (_, i) =>
    sampleSnapshot(`v${i}`, {
      sequence: i,
      parentId: i === 3 ? 'v0' : null,
      status: i === 20 ? 'discarded' : 'retired',
    }),
  );
  const trial = { candidateId: 'v1', since: 0, events: 0, wins: 0, losses: 0 };
  const state = { ...INITIAL_LEARNING, liveId: 'v3', trial, kept: ['v5'] };
  const surplus = surplusSnapshots(snapshots, state, 20).map(({ id }) => id);
  expect(surplus).toEqual(['v20', 'v2', 'v4', 'v6', 'v7']);
  expect(surplusSnapshots(snapshots.slice(0, 20), state, 20)).toEqual([]);
});
