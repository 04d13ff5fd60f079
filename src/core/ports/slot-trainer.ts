import type { SlotHead } from '../slots/slot-head';
import type { TrainingProgress } from './trainer';

/** One call whose values are known, as states of the chain (core/slots/chain.ts) over its request's words. */
export interface SlotTrainingCall {
  /** Its first word's row in the set's features. */
  readonly first: number;
  readonly words: number;
  /** The tool's parameters as slots of the set: slot k has the head's rows 1 + 2k and 2 + 2k. */
  readonly slots: Int32Array;
  /** State of each word, `words`. */
  readonly path: Int32Array;
  readonly weight: number;
}

/** What a slot head is fitted to; can be cloned into the worker. */
export interface SlotTrainingSet {
  /** The head's rows (core/slots/slot-head.ts). */
  readonly rows: readonly string[];
  /** Floats of one word's features; the head sees it with its two neighbours. */
  readonly width: number;
  /** Features of all words of all calls, `words x width`, row-major. */
  readonly features: Float32Array;
  readonly calls: readonly SlotTrainingCall[];
}

export interface SlotTrainingOptions {
  readonly steps: number;
  /** Calls a step; their order is drawn from `seed`. */
  readonly batch: number;
  /** Falls in a straight line to a fifth at the last step. */
  readonly learningRate: number;
  readonly l2: number;
  readonly seed: number;
}

/** Fits a slot head. Deterministic for the same set, start and options on the same backend. */
export interface SlotTrainer {
  readonly backend: string;
  /** `start` null is the zero head. Rejects with code `cancelled` when the signal aborts; `not-finite` when the loss does. */
  fit(
    set: SlotTrainingSet,
    start: SlotHead | null,
    options: SlotTrainingOptions,
    onProgress: (progress: TrainingProgress) => void,
    signal?: AbortSignal,
  ): Promise<SlotHead>;
}
