import type { LearningService } from '../core/ports/learning-service';
import type { SlotLearningService } from '../core/ports/slot-learning-service';
import type { TextGenerator } from '../core/ports/text-generator';
import { startLearningWorker } from '../workers/learning-client';
import type { ActiveModel } from './active-model';
import { trackLoading } from './loading-state';
import type { StateHolder } from './state-holder';
import { WorkerHost } from './worker-host';

const encoder = 'all-MiniLM-L6-v2';
/** The models that are served with the page. */
export const baseUrl = 'models/';

export interface Services {
  readonly generator: TextGenerator;
  readonly learningService: LearningService & SlotLearningService;
  /** Resolves when both models are loaded; starts them when they are not. */
  modelsReady(): Promise<void>;
}

/** The language model that is chosen and the learning worker, started when needed and again after one was lost. */
export function startServices(holder: StateHolder, model: ActiveModel): Services {
  const learning = new WorkerHost(() =>
    trackLoading(holder, encoder, (onProgress) =>
      startLearningWorker({ modelId: encoder, baseUrl, onProgress }),
    ),
  );
  return {
    generator: {
      describe: () => model.use((e) => e.describe()),
      scoreChoices: (...args) => model.use((e) => e.scoreChoices(...args)),
      generateObject: (...args) => model.use((e) => e.generateObject(...args)),
      generateReply: (...args) => model.use((e) => e.generateReply(...args)),
    },
    learningService: {
      describe: () => learning.use((l) => l.describe()),
      embed: (...args) => learning.use((l) => l.embed(...args)),
      buildBasis: (...args) => learning.use((l) => l.buildBasis(...args)),
      read: (...args) => learning.use((l) => l.read(...args)),
      train: (...args) => learning.use((l) => l.train(...args)),
      trainSlots: (...args) => learning.use((l) => l.trainSlots(...args)),
    },
    modelsReady: async () => void (await Promise.all([model.ready(), learning.start()])),
  };
}
