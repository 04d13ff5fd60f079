import { hasCode } from '../errors/apprentice-error';
import type { LearningService } from '../ports/learning-service';
import type { TrainingProgress } from '../ports/trainer';
import type { TrainedCandidate, TrainingJob } from './training-job';

/** One training in progress; it can be cancelled and waited for. */
export class TrainingRun {
  progress: Pick<TrainingProgress, 'step' | 'steps'>;
  /** The candidate, or null when it was cancelled. */
  readonly result: Promise<TrainedCandidate | null>;
  readonly #controller = new AbortController();

  constructor(service: LearningService, job: TrainingJob, onProgress: () => void) {
    this.progress = { step: 0, steps: job.steps };
    const report = ({ step, steps }: TrainingProgress) => {
      this.progress = { step, steps };
      onProgress();
    };
    this.result = service.train(job, report, this.#controller.signal).catch((error: unknown) => {
      if (hasCode(error, 'cancelled')) return null;
      throw error;
    });
  }

  /** Cancelled runs have no effect, also when they had come to their end already. */
  get cancelled(): boolean {
    return this.#controller.signal.aborted;
  }

  cancel(): void {
    this.#controller.abort();
  }
}
