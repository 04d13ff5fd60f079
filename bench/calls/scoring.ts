import type { SlotValue } from './call-stream';

/** Values per slot; what the agent fills in. */
export type FilledSlots = Readonly<Record<string, readonly string[]>>;

export interface CallScore {
  readonly tool: boolean;
  /** The right tool with all values, and no other. */
  readonly exact: boolean;
  /** Values that are right, that were filled in, and that there are. */
  readonly hits: number;
  readonly filled: number;
  readonly wanted: number;
}

/** Values are equal after lower-casing and folding of white space; a wrong tool's values are all wrong. */
export function scoreCall(
  tool: boolean,
  filled: FilledSlots,
  wanted: Readonly<Record<string, SlotValue>>,
): CallScore {
  const left = listOf(wanted);
  const given = listOf(filled);
  const count = left.length;
  let hits = 0;
  for (const value of tool ? given : []) {
    const at = left.indexOf(value);
    if (at < 0) continue;
    left.splice(at, 1);
    hits++;
  }
  const exact = tool && hits === given.length && hits === count;
  return { tool, exact, hits, filled: given.length, wanted: count };
}

function listOf(slots: Readonly<Record<string, SlotValue>>): string[] {
  return Object.entries(slots).flatMap(([slot, value]) =>
    (typeof value === 'string' ? [value] : value).map((text) => `${slot}=${folded(text)}`),
  );
}

const folded = (text: string) => text.toLowerCase().replace(/\s+/gu, ' ').trim();

/** F1 over all values of some calls; 1 where there are none and none was filled in. */
export function slotF1(scores: readonly CallScore[]): number {
  const sum = (count: (score: CallScore) => number) =>
    scores.reduce((total, score) => total + count(score), 0);
  const both = sum(({ filled, wanted }) => filled + wanted);
  return both === 0 ? 1 : (2 * sum(({ hits }) => hits)) / both;
}
