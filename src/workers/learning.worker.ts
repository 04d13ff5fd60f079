import { nextTask } from '../adapters/browser/next-task';
import { openModelFiles } from '../adapters/cache-storage/open-caches';
import { startEncoderPass } from '../adapters/llama/bert/browser-bert';
import { prepareTrainers } from '../adapters/tfjs/runtime';
import { fetchSentenceSpace } from '../adapters/transformers/browser-sentence-space';
import { loadEncoder } from '../adapters/transformers/load-encoder';
import { cachedEncoder } from '../core/learning/cached-encoder';
import { createLearningService } from '../core/learning/local-learning-service';
import { inSpace } from '../core/learning/sentence-space';
import type { LearningService } from '../core/ports/learning-service';
import type { SlotLearningService } from '../core/ports/slot-learning-service';
import type { LearningProtocol } from './learning-protocol';
import { serve, workerScope } from './rpc';

type Services = LearningService & SlotLearningService;

/** Encoder and trainers; one of each a worker. */
let loading: Promise<Services> | null = null;

const load: LearningProtocol['load'] = async (modelId, baseUrl, onProgress, signal) => {
  loading = start(modelId, baseUrl, onProgress, signal);
  await loading;
};

async function start(...[modelId, baseUrl, onProgress, signal]: Parameters<typeof load>) {
  const source = await openModelFiles(baseUrl, modelId);
  const [model, space] = await Promise.all([
    loadEncoder(source, startEncoderPass, { onProgress, signal }),
    fetchSentenceSpace(),
  ]);
  const encoder = inSpace(model, space);
  const { trainer, slotTrainer } = prepareTrainers();
  return createLearningService(cachedEncoder(encoder), trainer, nextTask, slotTrainer);
}

function service(): Promise<Services> {
  return loading ?? Promise.reject(new TypeError('the encoder was not loaded'));
}

serve<LearningProtocol>(workerScope(), {
  load,
  describe: async () => (await service()).describe(),
  embed: async (...args) => (await service()).embed(...args),
  buildBasis: async (...args) => (await service()).buildBasis(...args),
  read: async (...args) => (await service()).read(...args),
  train: async (...args) => (await service()).train(...args),
  trainSlots: async (...args) => (await service()).trainSlots(...args),
});
