import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { versionsTaught } from './forgetting';
import { INITIAL_LEARNING } from './reduce-learning';
import { sampleSnapshot } from './testing/sample-snapshot';

describe('versionsTaught', () => {
  it('removes every version that may have seen it, no other, and goes back to one that had not', () => {
    const parents = fc.array(fc.option(fc.nat({ max: 9 })), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(parents, fc.nat({ max: 9 }), fc.nat({ max: 12 }), (of, live, first) => {
        // A version's parent is older than it is.
        const snapshots = of.map((parent, i) =>
          sampleSnapshot(`v${i}`, {
            sequence: i + 1,
            parentId: parent !== null && parent < i ? `v${parent}` : null,
          }),
        );
        const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
        const liveId = live < of.length ? `v${live}` : null;
        const mind = { state: { ...INITIAL_LEARNING, liveId }, snapshots: byId };
        const { removed, liveId: after, liveRemoved } = versionsTaught(mind, first);
        for (const { id, sequence } of snapshots) {
          expect(removed.includes(id)).toBe(sequence > first);
        }
        if (after !== null) expect(byId.get(after)!.sequence).toBeLessThanOrEqual(first);
        expect(liveRemoved).toBe(after !== liveId);
        const ancestors = [];
        for (let id = liveId; id; id = byId.get(id)!.parentId) ancestors.push(id);
        expect([...ancestors, null]).toContain(after);
      }),
    );
  });
});
