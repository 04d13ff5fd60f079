import type { SlotTrainingCall, SlotTrainingSet } from '../ports/slot-trainer';
import type { ChainScores } from './chain';
import { beginOf, chainMarginals, insideOf, OUTSIDE, pathScore } from './chain';
import { beginRow, insideRow } from './slot-head';
import { windowWidthOf, writeWindows } from './word-features';

/** The words of some calls, one below the other, ready for the head. */
export interface SlotBatch {
  readonly calls: readonly SlotTrainingCall[];
  readonly words: number;
  /** `words x windowWidth`, row-major. */
  readonly windows: Float32Array;
}

export function slotBatch(set: SlotTrainingSet, indices: readonly number[]): SlotBatch {
  const calls = indices.map((index) => set.calls[index]);
  const words = calls.reduce((sum, call) => sum + call.words, 0);
  const wide = windowWidthOf(set.width);
  const matrix = new Float32Array(words * wide);
  let at = 0;
  for (const call of calls) {
    const from = call.first * set.width;
    const rows = set.features.subarray(from, from + call.words * set.width);
    writeWindows({ count: call.words, width: set.width, rows }, matrix, at);
    at += call.words * wide;
  }
  return { calls, words, windows: matrix };
}

/**
 * Mean of -log p(path) over the batch's calls by their weights, and its derivative by the scores of the head's rows,
 * both `words x rows`. Rows of slots that a call's tool does not have are left alone.
 */
export function slotLoss(
  { calls, words }: SlotBatch,
  scores: Float32Array,
  rows: number,
): { readonly loss: number; readonly toScores: Float32Array } {
  const toScores = new Float32Array(words * rows);
  const total = calls.reduce((sum, { weight }) => sum + weight, 0) || 1;
  let loss = 0;
  let at = 0;
  for (const call of calls) {
    const share = call.weight / total;
    const chain = chainOf(call, scores, at, rows);
    const { probabilities, logPartition } = chainMarginals(chain);
    loss += share * (logPartition - pathScore(chain, call.path));
    for (let word = 0; word < call.words; word++) {
      const difference = (state: number) =>
        share * (probabilities[word * chain.states + state] - (call.path[word] === state ? 1 : 0));
      const row = at + word * rows;
      toScores[row] += difference(OUTSIDE);
      call.slots.forEach((slot, k) => {
        const begin = difference(beginOf(k));
        toScores[row + insideRow(slot)] += begin + difference(insideOf(k));
        toScores[row + beginRow(slot)] += begin;
      });
    }
    at += call.words * rows;
  }
  return { loss, toScores };
}

function chainOf(
  { words, slots }: SlotTrainingCall,
  rowScores: Float32Array,
  at: number,
  rows: number,
): ChainScores {
  const states = 1 + 2 * slots.length;
  const scores = new Float64Array(words * states);
  for (let word = 0; word < words; word++) {
    const from = at + word * rows;
    const to = word * states;
    scores[to] = rowScores[from];
    slots.forEach((slot, k) => {
      const inside = rowScores[from + insideRow(slot)];
      scores[to + insideOf(k)] = inside;
      scores[to + beginOf(k)] = inside + rowScores[from + beginRow(slot)];
    });
  }
  return { words, states, scores };
}
