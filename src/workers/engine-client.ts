import type { ModelEntry } from '../core/models/model-entry';
import type { TextGenerator } from '../core/ports/text-generator';
import type { EngineProgress, EngineProtocol } from './engine-protocol';
import { connect } from './rpc';

export interface EngineOptions {
  readonly model: ModelEntry;
  /** Address of the models' folder, absolute or relative to the page, with a slash at its end. */
  readonly baseUrl: string;
  readonly onProgress: (progress: EngineProgress) => void;
  readonly signal?: AbortSignal;
}

/** A text generator in a worker of its own. */
export interface Engine extends TextGenerator {
  /** Ends the worker; pending and later calls reject with `worker-lost`. */
  terminate(): void;
}

/** Starts the engine worker and loads a model in it. A worker that can't load is ended. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  const { remote, close } = connect<EngineProtocol>(worker);
  const terminate = (): void => {
    worker.terminate();
    close('it was ended');
  };
  const { model, baseUrl, onProgress, signal } = options;
  // A worker that is compiling does not hear that it is no longer wanted.
  signal?.addEventListener('abort', terminate, { once: true });
  try {
    await remote.load(model, new URL(baseUrl, document.baseURI).href, onProgress, signal);
  } catch (error) {
    terminate();
    throw error;
  }
  return {
    describe: remote.describe,
    scoreChoices: remote.scoreChoices,
    generateObject: remote.generateObject,
    generateReply: remote.generateReply,
    terminate,
  };
}
