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
  /**
   * What is wrong first: the tool, a value's words, the slot of a value, a value that was left out, or one too many; null
   * for an exact call.
   */
  readonly fault: 'tool' | 'words' | 'slot' | 'missed' | 'extra' | null;
}

/** Values are equal after lower-casing and folding of white space; a wrong tool's values are all wrong. */
export function scoreCall(
  tool: boolean,
  filled: FilledSlots,
  wanted: Readonly<Record<string, SlotValue>>,
): CallScore {
  const left = listOf(wanted);
  const more: SlotText[] = [];
  const given = listOf(filled);
  const count = left.length;
  for (const value of given) {
    const at = tool ? left.findIndex((one) => sameSlot(one, value) && sameText(one, value)) : -1;
    if (at < 0) more.push(value);
    else left.splice(at, 1);
  }
  const fault = tool ? faultOf(left, more) : 'tool';
  const hits = given.length - more.length;
  return { tool, exact: fault === null, hits, filled: given.length, wanted: count, fault };
}

interface SlotText {
  readonly slot: string;
  readonly text: string;
}

/** Of the values that were not filled in and of those that should not have been. */
function faultOf(left: readonly SlotText[], more: readonly SlotText[]): CallScore['fault'] {
  const meet = (same: (a: SlotText, b: SlotText) => boolean) =>
    left.some((one) => more.some((other) => same(one, other)));
  if (meet(sameSlot)) return 'words';
  if (meet(sameText)) return 'slot';
  if (left.length > 0) return 'missed';
  return more.length > 0 ? 'extra' : null;
}

const sameSlot = (a: SlotText, b: SlotText) => a.slot === b.slot;
const sameText = (a: SlotText, b: SlotText) => a.text === b.text;

function listOf(slots: Readonly<Record<string, SlotValue>>): SlotText[] {
  return Object.entries(slots).flatMap(([slot, value]) =>
    (typeof value === 'string' ? [value] : value).map((text) => ({ slot, text: folded(text) })),
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
