import { alignHead, zeroHead } from '../learning/head';
import type { Head } from '../learning/snapshot';
import { dot } from '../learning/vector';
import type { ChainScores } from './chain';
import { beginOf, insideOf, OUTSIDE } from './chain';
import type { SlotTool } from './slot';
import { slotKey } from './slot';
import type { WordFeatures } from './word-features';
import { windows, windowWidth } from './word-features';

/**
 * The slot head has the form of the decision head, so that snapshots, hashes and roll-back treat both alike: its
 * "actions" are rows named `outside`, `inside <slot>` and `begin <slot>`, its dimensions the width of a window. A
 * value's first word scores inside + begin, its further words inside. All zero is the exact identity.
 */
export type SlotHead = Head;

/** First the outside, then two rows a slot. */
export function slotRows(slots: readonly string[]): string[] {
  return ['outside', ...slots.flatMap((slot) => [`inside ${slot}`, `begin ${slot}`])];
}

export const insideRow = (slot: number) => 1 + 2 * slot;
export const beginRow = (slot: number) => 2 + 2 * slot;

/** `dimensions` of the encoder's states. */
export function zeroSlotHead(slots: readonly string[], dimensions: number): SlotHead {
  return zeroHead(slotRows(slots), windowWidth(dimensions));
}

/** The same head with rows for exactly these slots; new ones start at zero. */
export function alignSlotHead(head: SlotHead, slots: readonly string[]): SlotHead {
  return alignHead(head, slotRows(slots));
}

/** Scores of the tool's states at every word under the head; zero for slots that it does not know. */
export function scoreWords(head: SlotHead, tool: SlotTool, features: WordFeatures): ChainScores {
  const states = 1 + 2 * tool.parameters.length;
  const scores = new Float64Array(features.count * states);
  const matrix = windows(features);
  const width = head.dimensions;
  const score = (row: string) => {
    const index = head.actions.indexOf(row);
    if (index < 0) return new Float64Array(features.count);
    const weights = head.weights.subarray(index * width, (index + 1) * width);
    return Float64Array.from(
      { length: features.count },
      (_, word) => dot(weights, matrix, word * width) + head.bias[index],
    );
  };
  const set = (state: number, values: Float64Array) =>
    values.forEach((value, word) => (scores[word * states + state] = value));
  set(OUTSIDE, score('outside'));
  tool.parameters.forEach((parameter, k) => {
    const inside = score(`inside ${slotKey(parameter)}`);
    const begin = score(`begin ${slotKey(parameter)}`);
    set(insideOf(k), inside);
    set(
      beginOf(k),
      inside.map((value, word) => value + begin[word]),
    );
  });
  return { words: features.count, states, scores };
}
