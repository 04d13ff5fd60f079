import { embeddedModel } from '../core/models/model-entry';
import type { LearningService } from '../core/ports/learning-service';
import type { TextGenerator } from '../core/ports/text-generator';
import { startEngine } from '../workers/engine-client';
import { startLearningWorker } from '../workers/learning-client';
import { trackLoading } from './loading-state';
import type { StateHolder } from './state-holder';
import { WorkerHost } from './worker-host';

const encoder = 'all-MiniLM-L6-v2';
const baseUrl = 'models/';

export interface Services {
  readonly generator: TextGenerator;
  readonly learningService: LearningService;
  /** Resolves when both models are loaded; starts them when they are not. */
  modelsReady(): Promise<void>;
}

/** The two workers, started when they are first needed and again after one was lost. */
export function startServices(holder: StateHolder): Services {
  const engine = new WorkerHost(() =>
    trackLoading(holder, embeddedModel.id, async (onProgress) => {
      const started = await startEngine({ model: embeddedModel, baseUrl, onProgress });
      holder.update({ engine: await started.describe() });
      return started;
    }),
  );
  const learning = new WorkerHost(() =>
    trackLoading(holder, encoder, (onProgress) =>
      startLearningWorker({ modelId: encoder, baseUrl, onProgress }),
    ),
  );
  return {
    generator: {
      describe: () => engine.use((e) => e.describe()),
      scoreChoices: (...args) => engine.use((e) => e.scoreChoices(...args)),
      generateObject: (...args) => engine.use((e) => e.generateObject(...args)),
      generateReply: (...args) => engine.use((e) => e.generateReply(...args)),
    },
    learningService: {
      describe: () => learning.use((l) => l.describe()),
      embed: (...args) => learning.use((l) => l.embed(...args)),
      buildBasis: (...args) => learning.use((l) => l.buildBasis(...args)),
      train: (...args) => learning.use((l) => l.train(...args)),
    },
    modelsReady: async () => void (await Promise.all([engine.start(), learning.start()])),
  };
}
