import type { Encoder } from '../ports/encoder';
import type { LearningService } from '../ports/learning-service';
import type { SlotLearningService } from '../ports/slot-learning-service';
import type { SlotTrainer } from '../ports/slot-trainer';
import type { Trainer } from '../ports/trainer';
import { runSlotTraining } from '../slots/slot-training-job';
import { buildBasis } from './basis';
import { roundedState } from './sentence-code';
import { runTrainingJob } from './training-job';

/** Requests embedded in one go while the basis is built; between them others get their turn. */
const CHUNK = 16;

/**
 * A learning service over an encoder and two trainers in the same thread. `pause` is awaited between chunks of long
 * work, so that a worker sees the messages that came meanwhile.
 */
export function createLearningService(
  encoder: Encoder,
  trainer: Trainer,
  pause: () => Promise<void>,
  slotTrainer: SlotTrainer,
): LearningService & SlotLearningService {
  // One training at a time: both compute on the same backend.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => null);
    return result;
  };
  const embed = async (texts: readonly string[]) =>
    // Rounded here, before anything knows of them: what is stored is what was decided by.
    (await encoder.embed(texts)).map(({ pooled }) => roundedState(pooled));
  return {
    describe: async () => ({
      encoderHash: encoder.hash,
      dimensions: encoder.dimensions,
      backend: trainer.backend,
    }),
    embed,
    read: (texts) => encoder.embed(texts),
    async buildBasis(requests) {
      const embeddings: Float32Array[] = [];
      for (let i = 0; i < requests.length; i += CHUNK) {
        embeddings.push(...(await embed(requests.slice(i, i + CHUNK))));
        await pause();
      }
      return buildBasis(requests, embeddings, encoder.hash);
    },
    train: (job, onProgress, signal) =>
      inTurn(() => runTrainingJob(job, trainer, onProgress, signal)),
    trainSlots: (job, onProgress, signal) =>
      inTurn(() => runSlotTraining(job, slotTrainer, onProgress, signal)),
  };
}
