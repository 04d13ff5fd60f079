import type { ActionId } from '../memory/episode';

/**
 * The trained head: adds `B phi + c` to the actions' scores. `weights` is row-major
 * `actions x dimensions`, `bias` one float per action. All zero is the exact identity.
 */
export interface Head {
  readonly actions: readonly ActionId[];
  readonly dimensions: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface GateCheck {
  readonly name:
    'pinned' | 'audit-divergence' | 'audit-flips' | 'invalid-calls' | 'finite' | 'holdout';
  readonly passed: boolean;
  readonly value: number;
  readonly limit: number;
  /** For people: "3 of 128 unrelated requests would be decided differently". */
  readonly sentence: string;
}

export interface GateReport {
  readonly passed: boolean;
  readonly checks: readonly GateCheck[];
  /** Held-out pairs where candidate and live policy differ: candidate right, live right. */
  readonly wins: number;
  readonly losses: number;
  /** True when the user has to decide (LEARNING.md, "Approval"). */
  readonly significant: boolean;
}

/** One change of behaviour, for people, with its evidence. */
export interface BehaviourChange {
  readonly request: string;
  readonly before: ActionId;
  readonly after: ActionId;
  /** Episode it was seen in; null for audit requests. */
  readonly episodeId: string | null;
  /** True when the user said that `after` is right; false when they said otherwise; null when unknown. */
  readonly right: boolean | null;
}

export type SnapshotStatus = 'candidate' | 'live' | 'retired' | 'discarded' | 'rolled-back';

/** One version of the adapter. Its bytes never change after it is written. */
export interface Snapshot {
  readonly id: string;
  /** 1, 2, …: "v7" for people. */
  readonly number: number;
  readonly parentId: string | null;
  readonly sequence: number;
  readonly at: number;
  readonly head: Head;
  readonly encoderHash: string;
  readonly projectionHash: string;
  /** SHA-256 of the head's bytes. */
  readonly hash: string;
  readonly gate: GateReport;
  readonly changes: readonly BehaviourChange[];
  /** Examples it was trained on. */
  readonly examples: number;
  readonly status: SnapshotStatus;
  /** One sentence: why it has that status. */
  readonly reason: string;
}
