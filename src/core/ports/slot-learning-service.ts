import type { SlotCandidate, SlotTrainingJob } from '../slots/slot-training-job';
import type { SentenceState } from './encoder';
import type { LearningService } from './learning-service';
import type { TrainingProgress } from './trainer';

/** The half of the learning service that arguments are learned with; everything here can be cloned. */
export interface SlotLearningService extends Pick<LearningService, 'describe'> {
  /** Pooled and word states as the encoder gives them, in the order of `texts`. */
  read(texts: readonly string[]): Promise<SentenceState[]>;
  /** Fits a slot head and puts it through its gate; waits for a training that runs. Codes as for `train`. */
  trainSlots(
    job: SlotTrainingJob,
    onProgress: (progress: TrainingProgress) => void,
    signal?: AbortSignal,
  ): Promise<SlotCandidate>;
}
