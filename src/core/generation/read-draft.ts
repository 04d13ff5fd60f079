import type { LogitRow } from '../ports/language-model';
import type { DraftStep } from './drafts';
import type { TokenCache } from './token-cache';

export interface DraftReading {
  /** Steps that were confirmed, from the beginning. */
  readonly confirmed: number;
  /** What the model wants after them; undefined when nothing may follow the draft. */
  readonly next: number | undefined;
}

interface DraftReader {
  /** The model's choice by its row. `mask` is what the grammar allows, null without a grammar. */
  readonly choose: (row: LogitRow, mask: Int32Array | null) => number;
  /** Takes each confirmed token, in order. */
  readonly onConfirmed: (token: number) => void;
}

/**
 * Reads `pending` (>= 1) and a draft of what follows in one pass. A guess is confirmed when the model chooses it,
 * a forced token when everything before it is. The cache then holds `pending` and the confirmed tokens. `end` is what
 * the grammar allows after the whole draft; undefined when the text ends there: nothing is read from its last guess on
 * then, since no choice comes after it.
 */
export async function readDraft(
  cache: TokenCache,
  pending: readonly number[],
  steps: readonly DraftStep[],
  end: Int32Array | null | undefined,
  { choose, onConfirmed }: DraftReader,
  signal?: AbortSignal,
): Promise<DraftReading> {
  const lastGuess = steps.findLastIndex(({ mask }) => mask !== null);
  const read = end === undefined ? steps.slice(0, lastGuess) : steps;
  const tokens = Int32Array.from([...pending, ...read.map(({ token }) => token)]);
  let confirmed = 0;
  let next: number | undefined;

  function onRow(row: LogitRow, index: number): void {
    const at = index + 1 - pending.length;
    if (next !== undefined) return;
    const step = steps[at];
    const mask = step ? step.mask : end;
    if (step?.mask === null) confirm(step.token);
    else if (mask !== undefined) {
      const token = choose(row, mask);
      if (token === step?.token) confirm(token);
      else next = token;
    }
  }
  function confirm(token: number): void {
    confirmed++;
    onConfirmed(token);
  }

  await cache.extendWithRows(tokens, onRow, signal, read.length + 1);
  if (next === undefined) for (const { token } of steps.slice(read.length + 1)) confirm(token);
  await cache.rewind(cache.tokens.length - Math.max(0, read.length - confirmed));
  return { confirmed, next };
}
