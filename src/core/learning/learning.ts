import type { ActionId, Decision, Episode } from '../memory/episode';
import type { Batch, PinnedCase } from '../ports/store';
import type { LearningView } from './learning-view';
import type { PriorWeights } from './prior-weights';
import type { Signal } from './signal';
import type { VersionComparison } from './version-comparison';

/** What memory and encoder say about a request, before the language model has spoken. */
export interface Situation {
  readonly request: string;
  /** Pooled sentence state, length 1; to be stored in the episode. */
  readonly embedding: Float32Array;
  readonly encoderHash: string;
  /** How much it looks like each action's example requests, by action: about 1 for its own, about 0 for others'. */
  readonly similarities: ReadonlyMap<ActionId, number>;
}

export interface DecisionContext {
  /** log p of each permitted action under the language model; actions that are missing are forbidden. */
  readonly languageModel: ReadonlyMap<ActionId, number>;
  readonly modelId: string;
  /** Those of the language model's profile; `PRIOR_WEIGHTS` where there is none. */
  readonly weights?: PriorWeights;
  /** Seconds that the decision took so far (language model and encoder). */
  readonly seconds: number;
}

/** A signal before it is numbered and dated. */
export type NewSignal = Omit<Signal, 'id' | 'sequence' | 'at' | 'revoked'>;

/**
 * Learning as the app sees it. Every `record…`, and everything that changes the live version, is one commit: the
 * caller's extra changes and the learning state are stored together, or nothing is.
 * Rejects with the store's codes, `unknown-version`, `learning-busy` or those of the learning service.
 */
export interface Learning {
  readonly view: LearningView;
  /** Embeds what the policy compares with; idempotent. `situate` waits for it. */
  prepare(): Promise<void>;

  situate(request: string): Promise<Situation>;
  decide(situation: Situation, context: DecisionContext): Decision;

  /**
   * Stores a finished episode. What follows from it about the episode before (succeeded and left alone, asked
   * again in other words, undone and then done with another tool) is recorded with it.
   */
  recordEpisode(episode: Episode, extras?: Batch): Promise<void>;
  /** Stores what the user said or did; `extras.episodes` holds the episode where that changed it. */
  recordSignals(signals: readonly NewSignal[], extras?: Batch): Promise<Signal[]>;
  /** Takes feedback back: it no longer teaches, also not through a version it had taught. */
  takeBack(signalId: string): Promise<void>;
  /** Forgets episodes and what they taught; versions that they had taught are deleted and trained anew. */
  deleteEpisodes(episodeIds: readonly string[], extras?: Batch): Promise<void>;

  /** Trains when there is enough new feedback and nothing forbids it. True when a candidate was trained. */
  maybeTrain(): Promise<boolean>;
  trainNow(): Promise<void>;
  cancelTraining(): void;
  approve(snapshotId: string): Promise<void>;
  discard(snapshotId: string): Promise<void>;
  /** Makes that version live again; null is the untrained agent. */
  rollBack(snapshotId: string | null): Promise<void>;
  /** Fills arguments as that version of the slot head does; null is memory and rules alone. */
  rollBackArguments(versionId: string | null): Promise<void>;
  pause(paused: boolean): Promise<void>;
  /** Keeps a version when newer ones would push it out, or no longer. */
  keep(snapshotId: string, kept: boolean): Promise<void>;
  /** What two versions decide differently; null is the untrained agent. Waits for the encoder. */
  compare(before: string | null, after: string | null): Promise<VersionComparison>;
  pin(episode: Episode, action: ActionId): Promise<PinnedCase>;
  unpin(pinId: string): Promise<void>;

  /** "Because you corrected “put eggs on the list” on 12 May"; null when nothing learned changed the decision. */
  because(decision: Decision): string | null;
  /** "“put X on the list” → Shopping list (you corrected it)". */
  sentence(signal: Signal): string;
  subscribe(listener: (view: LearningView) => void): () => void;
}
