import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupChanges } from './change-groups';
import type { BehaviourChange } from './snapshot';

const action = fc.constantFrom('notes', 'shopping_list', 'reply');
const changes = fc.array(
  fc.record({
    request: fc.string(),
    before: action,
    after: action,
    episodeId: fc.constant(null),
    right: fc.constantFrom(true, false, null),
  }),
);

describe('changes in groups', () => {
  it('lose none, mix none, and count what was said about each', () => {
    fc.assert(
      fc.property(changes, (all: BehaviourChange[]) => {
        const groups = groupChanges(all);
        expect(new Set(groups.flatMap((group) => group.changes))).toEqual(new Set(all));
        for (const { before, after, changes: inside, right, wrong, unknown } of groups) {
          expect(inside.every((one) => one.before === before && one.after === after)).toBe(true);
          expect(right + wrong + unknown).toBe(inside.length);
          expect(right).toBe(inside.filter((one) => one.right).length);
        }
        const names = groups.map(({ before, after }) => `${before} ${after}`);
        expect(new Set(names).size).toBe(names.length);
        const sizes = groups.map((group) => group.changes.length);
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      }),
    );
  });
});
