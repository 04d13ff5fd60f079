import type { Reading } from './monitor';
import type { Snapshot, SnapshotStatus } from './snapshot';
import type { Tally } from './trial';

/** When a change of the live version happens, and what to expect of it. */
export interface Switch {
  /** Decisions after this sequence number are the new version's. */
  readonly sequence: number;
  /** Failure rate to expect, 0.05 to 0.4. */
  readonly expected: number;
}

/** Everything that can happen to learning. */
export type LearningEvent =
  | { readonly type: 'episode-recorded' }
  | {
      readonly type: 'candidate-trained';
      readonly candidate: Pick<Snapshot, 'id' | 'parentId' | 'gate'>;
      readonly sequence: number;
      /** Labels so far, to know how many are new at the next training. */
      readonly labels: number;
    }
  /** Like `candidate-trained`, for a version that takes the place of one that had to be forgotten. */
  | ({
      readonly type: 'rebuilt';
      readonly candidate: Pick<Snapshot, 'id' | 'parentId' | 'gate'>;
      readonly labels: number;
    } & Switch)
  | ({
      readonly type: 'pair-observed';
      readonly trial: Tally | null;
      /** The candidate in trial changes something that the user has to decide. */
      readonly significant: boolean;
      readonly monitor: Reading | null;
    } & Switch)
  | ({ readonly type: 'approved'; readonly id: string } & Switch)
  | { readonly type: 'discarded'; readonly id: string }
  | ({ readonly type: 'rolled-back'; readonly to: string | null } & Switch)
  | ({
      readonly type: 'alarm';
      readonly to: string | null;
      readonly reason: string;
      /** Signals that must not teach any more. */
      readonly quarantine: readonly string[];
    } & Switch)
  /** Feedback was forgotten or taken back; `removed` snapshots had been taught by it. */
  | ({
      readonly type: 'forgotten';
      readonly liveId: string | null;
      readonly removed: readonly string[];
      readonly signals: readonly string[];
      readonly labels: number;
    } & Switch)
  | { readonly type: 'kept'; readonly id: string; readonly kept: boolean }
  | { readonly type: 'paused'; readonly paused: boolean };

/** A snapshot's new status, with the sentence that explains it. */
export interface StatusChange {
  readonly id: string;
  readonly status: SnapshotStatus;
  readonly reason: string;
}

export interface Reduced<State> {
  readonly state: State;
  readonly statuses: readonly StatusChange[];
}
