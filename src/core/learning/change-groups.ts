import type { BehaviourChange } from './snapshot';
import type { ActionId } from '../memory/episode';

/** Changes from one action to another, with what the user said about them. */
export interface ChangeGroup {
  readonly before: ActionId;
  readonly after: ActionId;
  /** In the order they were given. */
  readonly changes: readonly BehaviourChange[];
  /** Where the user said that the new action is right, that it is not, and where nobody said. */
  readonly right: number;
  readonly wrong: number;
  readonly unknown: number;
}

/** Changes grouped by (before, after), the largest group first; equal ones in the order they first appear. */
export function groupChanges(changes: readonly BehaviourChange[]): ChangeGroup[] {
  const groups = new Map<string, BehaviourChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.before, change.after]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()]
    .map((group): ChangeGroup => {
      const said = (right: boolean | null) => group.filter((one) => one.right === right).length;
      const [{ before, after }] = group;
      return {
        before,
        after,
        changes: group,
        right: said(true),
        wrong: said(false),
        unknown: said(null),
      };
    })
    .sort((a, b) => b.changes.length - a.changes.length);
}
