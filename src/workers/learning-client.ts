import type { LearningService } from '../core/ports/learning-service';
import type { SlotLearningService } from '../core/ports/slot-learning-service';
import type { EncoderProgress, LearningProtocol } from './learning-protocol';
import { connect } from './rpc';

export interface LearningOptions {
  readonly modelId: string;
  /** Address of the models' folder, absolute or relative to the page, with a slash at its end. */
  readonly baseUrl: string;
  readonly onProgress: (progress: EncoderProgress) => void;
  readonly signal?: AbortSignal;
}

/** A learning service in a worker of its own. */
export interface LearningWorker extends LearningService, SlotLearningService {
  /** Ends the worker; pending and later calls reject with `worker-lost`. */
  terminate(): void;
}

/** Starts the learning worker and loads the encoder in it. A worker that can't load is ended. */
export async function startLearningWorker(options: LearningOptions): Promise<LearningWorker> {
  const worker = new Worker(new URL('./learning.worker.ts', import.meta.url), {
    type: 'module',
    name: 'learning',
  });
  const { remote, close } = connect<LearningProtocol>(worker);
  const terminate = (): void => {
    worker.terminate();
    close('it was ended');
  };
  const { modelId, baseUrl, onProgress, signal } = options;
  try {
    await remote.load(modelId, new URL(baseUrl, document.baseURI).href, onProgress, signal);
  } catch (error) {
    terminate();
    throw error;
  }
  return {
    describe: remote.describe,
    embed: remote.embed,
    buildBasis: remote.buildBasis,
    read: remote.read,
    train: remote.train,
    trainSlots: remote.trainSlots,
    terminate,
  };
}
