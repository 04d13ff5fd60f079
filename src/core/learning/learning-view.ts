import type { ActionId } from '../memory/episode';
import type { PinnedCase } from '../ports/store';
import type { ArgumentView } from '../slots/argument-learner';
import type { DriftAlarm } from './drift-alarm';
import type { LearningState } from './learning-state';
import type { Signal } from './signal';
import type { Snapshot } from './snapshot';
import type { Standing } from './standing';

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
  readonly standing: Standing;
}

/** One piece of evidence in the trial: a fresh request at which candidate and live version differ. */
export interface TrialPair {
  readonly episodeId: string;
  readonly at: number;
  readonly request: string;
  /** What was right, what the live version did, what the candidate would have done. */
  readonly right: ActionId;
  readonly live: ActionId;
  readonly candidate: ActionId;
  readonly won: boolean;
}

/** An alarm with the time of the feedback that set it off; null where that was deleted since. */
export interface AlarmView extends DriftAlarm {
  readonly at: number | null;
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
  /** What the running trial has seen, oldest first. */
  readonly pairs: readonly TrialPair[];
  /** Newest first. */
  readonly alarms: readonly AlarmView[];
  /** Requests that were encoded anew after the encoder changed; null when there is nothing to do. */
  readonly reembedding: { readonly done: number; readonly total: number } | null;
  /** How arguments are learned; absent where they are not. */
  readonly arguments?: ArgumentView;
  /** Labelled examples, and how many are needed before training starts. */
  readonly examples: number;
  readonly examplesNeeded: number;
  /** Versions that were learned with another encoder: kept, but they can't speak with this one. */
  readonly silent: readonly string[];
  /** What the trainer computes with, e.g. "wasm". */
  readonly backend: string | null;
}
