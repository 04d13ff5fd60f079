import type { ActionId } from '../memory/episode';

export type SignalKind =
  | 'correction'
  | 'answer-edit'
  | 'argument-edit'
  | 'hindsight'
  | 'thumbs-up'
  | 'verified-success'
  | 'thumbs-down'
  | 'undo'
  | 'schema-failure'
  | 'rephrase'
  | 'copy'
  | 'abandon';

/** Something that says how good an episode's action was. Only the user and verifiers make signals. */
export interface Signal {
  readonly id: string;
  readonly sequence: number;
  readonly at: number;
  readonly episodeId: string;
  readonly conversationId: string;
  /** Index into the episode's steps; 0 also for replies. */
  readonly step: number;
  readonly kind: SignalKind;
  /** The action that the signal is about: for a correction the right one, for a thumb the one taken. */
  readonly action: ActionId;
  /** For an argument fix. */
  readonly argument: {
    readonly name: string;
    readonly before: string;
    readonly after: string;
  } | null;
  readonly provenance: 'user' | 'verifier';
  /** Tool or web text was in the context; only an explicit correction may then teach. */
  readonly tainted: boolean;
  /** Set when the user takes the feedback back. */
  readonly revoked: boolean;
}
