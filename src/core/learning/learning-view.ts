import type { PinnedCase } from '../ports/store';
import type { LearningState } from './learning-state';
import type { Signal } from './signal';
import type { Snapshot } from './snapshot';

/** Right-on-the-first-try rates over labelled decisions, oldest first; for the chart. */
export interface SuccessPoint {
  readonly sequence: number;
  readonly at: number;
  /** Rolling rates over at most the last 100 labelled episodes, 0 to 1, with 95 % Wilson intervals. */
  readonly live: { readonly mean: number; readonly low: number; readonly high: number };
  readonly frozen: { readonly mean: number; readonly low: number; readonly high: number };
  readonly count: number;
}

export interface LearnedSentence {
  readonly signal: Signal;
  readonly request: string;
  /** "“put eggs on the list” → Shopping list (you corrected it)". */
  readonly sentence: string;
}

export interface LearningView {
  readonly state: LearningState;
  /** Newest first. */
  readonly snapshots: readonly Snapshot[];
  readonly success: readonly SuccessPoint[];
  readonly learned: readonly LearnedSentence[];
  readonly pins: readonly PinnedCase[];
  readonly training: { readonly step: number; readonly steps: number } | null;
  /** E-value of the running trial and what it needs; null without a trial. */
  readonly evidence: { readonly value: number; readonly needed: number } | null;
  /** Labelled examples, and how many are needed before training starts. */
  readonly examples: number;
  readonly examplesNeeded: number;
  /** What the trainer computes with, e.g. "wasm". */
  readonly backend: string | null;
}
