import type { Basis } from '../learning/basis';
import type { TrainedCandidate, TrainingJob } from '../learning/training-job';
import type { TrainingProgress } from './trainer';

export interface LearningServiceInfo {
  /** SHA-256 of the encoder's weights; everything learned is bound to it. */
  readonly encoderHash: string;
  /** Length of a pooled sentence state. */
  readonly dimensions: number;
  /** What the trainer computes with, e.g. "wasm". */
  readonly backend: string;
}

/**
 * The heavy half of learning: the sentence encoder and the trainer. In the page it stands behind the learning
 * worker's boundary, so everything here can be cloned.
 */
export interface LearningService {
  /** Resolves when the encoder is loaded. */
  describe(): Promise<LearningServiceInfo>;
  /** Pooled states of length 1, in the order of `texts`. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  /** Fits the projection on unlabelled requests and keeps some apart as anchors and audit states. */
  buildBasis(requests: readonly string[]): Promise<Basis>;
  /** Fits a candidate and puts it through gate A. Codes: `cancelled`, `not-finite`, `trainer-mismatch`. */
  train(
    job: TrainingJob,
    onProgress: (progress: TrainingProgress) => void,
    signal?: AbortSignal,
  ): Promise<TrainedCandidate>;
}
