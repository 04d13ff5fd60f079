import { floatsToText, textToFloats } from '../learning/float-text';
import { headHash, isFiniteHead } from '../learning/head';
import type { Json } from '../tools/json-schema';
import type { SlotHead } from './slot-head';

/** One version of the slot head that passed its gate. Its bytes never change after it is written. */
export interface SlotVersion {
  readonly id: string;
  /** 1, 2, …, for people. */
  readonly number: number;
  /** Calls with smaller numbers may have taught it. */
  readonly sequence: number;
  readonly at: number;
  readonly head: SlotHead;
  /** SHA-256 of the head's bytes. */
  readonly hash: string;
  readonly encoderHash: string;
  /** Of the rules, of memory, of the head and of every value, fitted on calls that were kept apart. */
  readonly weights: readonly number[];
  /** Calls that it was trained on. */
  readonly calls: number;
  /** What its gate found. */
  readonly evidence: string;
}

/** As plain JSON, so that a setting can hold it: exports of every age can, and a record's checksum covers it. */
export function storeSlotVersion({ head, weights, ...rest }: SlotVersion): Json {
  return {
    ...rest,
    weights: [...weights],
    rows: [...head.actions],
    dimensions: head.dimensions,
    head: floatsToText(head.weights),
    bias: floatsToText(head.bias),
  };
}

/** The stored version, or null when it is not what was written: bytes that don't fit their hash, or are not numbers. */
export function restoreSlotVersion(value: unknown): SlotVersion | null {
  if (!isStored(value)) return null;
  const { rows, dimensions, head: text, bias: biasText, weights: terms, ...rest } = value;
  const [weights, bias] = [textToFloats(text), textToFloats(biasText)];
  if (!weights || !bias) return null;
  if (weights.length !== rows.length * dimensions || bias.length !== rows.length) return null;
  const head = { actions: rows, dimensions, weights, bias };
  if (!isFiniteHead(head) || headHash(head) !== value.hash) return null;
  // In an older version the last term had no weight.
  return { ...rest, head, weights: [...terms, 0].slice(0, TERMS) };
}

type Stored = Omit<SlotVersion, 'head'> & {
  readonly rows: readonly string[];
  readonly dimensions: number;
  readonly head: string;
  readonly bias: string;
};

function isStored(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null) return false;
  const stored = value as Partial<Record<keyof Stored, unknown>>;
  const { id, hash, encoderHash, evidence, head, bias } = stored;
  const { number, sequence, at, calls, dimensions, weights, rows } = stored;
  const texts = [id, hash, encoderHash, evidence, head, bias];
  const numbers = [number, sequence, at, calls, dimensions];
  return (
    texts.every((text) => typeof text === 'string') &&
    numbers.every(Number.isFinite) &&
    Array.isArray(weights) &&
    (weights.length === TERMS || weights.length === TERMS - 1) &&
    weights.every(Number.isFinite) &&
    Array.isArray(rows) &&
    rows.every((row) => typeof row === 'string')
  );
}

/** Rules, memory, slot head, and every value. */
const TERMS = 4;
