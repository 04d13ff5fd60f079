/** An alarm that rang, and what was done about it; kept for the user to read. */
export interface DriftAlarm {
  /** Sequence number at which it rang: later decisions are those of the version gone back to. */
  readonly sequence: number;
  /** The version that was left; null when none was live. */
  readonly snapshotId: string | null;
  /** The version gone back to; null is the untrained agent. */
  readonly to: string | null;
  /** Completes "because …". */
  readonly reason: string;
  /** Pieces of feedback that don't teach any more since then. */
  readonly quarantined: number;
}
