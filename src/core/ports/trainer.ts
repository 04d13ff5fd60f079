import type { ActionId } from '../memory/episode';
import type { Head } from '../learning/snapshot';

/** What a head is fitted to: `n` labelled states and `m` off-scope anchors, all row-major float32. */
export interface TrainingSet {
  readonly actions: readonly ActionId[];
  readonly dimensions: number;
  /** phi, `n x dimensions`. */
  readonly features: Float32Array;
  /** Prior scores, `n x actions`; -1e9 where an action was not permitted. */
  readonly prior: Float32Array;
  /** How much the adapter may speak at each state, `n`. */
  readonly gate: Float32Array;
  /** Column of the labelled action, `n`. */
  readonly labels: Int32Array;
  /** +1 this action is right, -1 it is wrong, `n`. */
  readonly signs: Int8Array;
  /** Weight of each example with its age already counted in, `n`. */
  readonly weights: Float32Array;
  readonly anchors: {
    readonly features: Float32Array;
    readonly prior: Float32Array;
    readonly gate: Float32Array;
  };
}

export interface TrainingOptions {
  readonly steps: number;
  readonly learningRate: number;
  /** Exponent of the generalised cross entropy (Zhang & Sabuncu 2018). */
  readonly q: number;
  readonly negativeWeight: number;
  readonly anchorWeight: number;
  readonly l2: number;
  /** Bound of the adapter's contribution, nat. */
  readonly clip: number;
  /** The user agreed that it may take 20 times as long where nothing faster works. */
  readonly allowCpu?: boolean;
  /** Is given the weights now and then, on the CPU's side: after a device is lost they can't be read from it. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
}

/** A training as far as it came. */
export interface Checkpoint {
  readonly head: Head;
  /** Steps that are done. */
  readonly step: number;
}

export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  /** Before the step; of one of the last five where reading it at every step would take longer than the step. */
  readonly loss: number;
}

/** Fits a head by gradient descent. Deterministic for the same set, start and options on the same backend. */
export interface Trainer {
  /** What it computes with, for people; may change when a backend proves unfit. */
  readonly backend: string;
  /** `start` null is the zero head. Rejects with code `cancelled` when the signal aborts; `not-finite` when the loss does. */
  fit(
    set: TrainingSet,
    start: Head | null,
    options: TrainingOptions,
    onProgress: (progress: TrainingProgress) => void,
    signal?: AbortSignal,
  ): Promise<Head>;
}
