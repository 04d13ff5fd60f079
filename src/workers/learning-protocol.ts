import type { LearningService } from '../core/ports/learning-service';
import type { SlotLearningService } from '../core/ports/slot-learning-service';

/** Bytes of the encoder's files that are here. */
export interface EncoderProgress {
  readonly loaded: number;
  readonly total: number;
}

/** What the learning worker answers: `load` once, then the learning service's methods. */
export interface LearningProtocol extends LearningService, SlotLearningService {
  /** `baseUrl` is the absolute address of the models' folder. Errors: those of `ModelSource`. */
  load(
    modelId: string,
    baseUrl: string,
    onProgress: (progress: EncoderProgress) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}
