import type { Encoder } from '../ports/encoder';
import type { LearningService } from '../ports/learning-service';
import type { Trainer } from '../ports/trainer';
import { buildBasis } from './basis';
import { roundedState } from './sentence-code';
import { runTrainingJob } from './training-job';

/** Requests embedded in one go while the basis is built; between them others get their turn. */
const CHUNK = 16;

/**
 * A learning service over an encoder and a trainer in the same thread. `pause` is awaited between chunks of long
 * work, so that a worker sees the messages that came meanwhile.
 */
export function createLearningService(
  encoder: Encoder,
  trainer: Trainer,
  pause: () => Promise<void>,
): LearningService {
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
    async buildBasis(requests) {
      const embeddings: Float32Array[] = [];
      for (let i = 0; i < requests.length; i += CHUNK) {
        embeddings.push(...(await embed(requests.slice(i, i + CHUNK))));
        await pause();
      }
      return buildBasis(requests, embeddings, encoder.hash);
    },
    train: (job, onProgress, signal) => runTrainingJob(job, trainer, onProgress, signal),
  };
}
