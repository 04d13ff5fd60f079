import type { ModelEntry } from '../core/models/model-entry';
import type { TextGenerator } from '../core/ports/text-generator';

/** Bytes of the model's files that are here. */
export interface EngineProgress {
  readonly loaded: number;
  readonly total: number;
}

/** What the engine worker answers: `load` once, then the text generator's methods. */
export interface EngineProtocol extends TextGenerator {
  /** `baseUrl` is the absolute address of the embedded models' folder. Errors: those of `ModelSource`. */
  load(
    model: ModelEntry,
    baseUrl: string,
    onProgress: (progress: EngineProgress) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}
