import type { KnownCall } from './slot-call';
import { HOLDOUT } from './parameters';

/**
 * Splits calls, oldest first, into those that are trained on and those that never are: of every tool the 3rd, and
 * every 10th from then on. They fit the terms' weights and judge candidates.
 */
export function splitCalls(known: readonly KnownCall[]): {
  readonly taught: readonly KnownCall[];
  readonly heldOut: readonly KnownCall[];
} {
  const counts = new Map<string, number>();
  const taught: KnownCall[] = [];
  const heldOut: KnownCall[] = [];
  for (const example of known) {
    const place = (counts.get(example.tool.id) ?? 0) + 1;
    counts.set(example.tool.id, place);
    (place % HOLDOUT.every === HOLDOUT.first ? heldOut : taught).push(example);
  }
  return { taught, heldOut };
}
