import type { DriftAlarm } from './drift-alarm';

/** The shadow trial of a candidate: pairs on fresh events where it and the live policy differ. */
export interface Trial {
  readonly candidateId: string;
  /** Sequence number after which events count. */
  readonly since: number;
  readonly events: number;
  readonly wins: number;
  readonly losses: number;
}

/** What watches the live snapshot. */
export interface Monitor {
  /** Sequence number after which decisions count: when the live snapshot went live. */
  readonly since: number;
  /** Bernoulli CUSUM on failures. */
  readonly cusum: number;
  /** Failure rate expected, from before the snapshot went live. */
  readonly expected: number;
  /** Pairs against the previous snapshot since it went live. */
  readonly wins: number;
  readonly losses: number;
  /** Of the last adapter-changed decisions, which were undone (newest last, at most 10). */
  readonly undone: readonly boolean[];
  /** Events left in which no candidate is trained, after a rollback. */
  readonly rest: number;
  /** Events left in which old examples age twice as fast, after an alarm. */
  readonly hurry: number;
}

/** One record: everything about learning that is not a snapshot. Changes only through `reduceLearning`. */
export interface LearningState {
  /** Live snapshot; null is the untrained agent. */
  readonly liveId: string | null;
  readonly trial: Trial | null;
  readonly monitor: Monitor;
  /** Candidates that entered a trial, ever: the k-th needs E >= 10 k (k + 1). */
  readonly candidates: number;
  /** Labelled examples when the last candidate was trained. */
  readonly trainedAt: number;
  /** Signals that must not teach: they came after a snapshot that was rolled back by an alarm. */
  readonly quarantined: readonly string[];
  /** Versions that the user wants to keep; they are never dropped for being old. */
  readonly kept: readonly string[];
  /** Alarms that rang, oldest first; the last 20. */
  readonly alarms: readonly DriftAlarm[];
  /** Training is paused by the user. */
  readonly paused: boolean;
}
