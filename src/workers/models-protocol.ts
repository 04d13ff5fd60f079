import type { ModelEntry } from '../core/models/model-entry';
import type { ModelShelf } from '../core/ports/model-shelf';

/** What the models worker answers: `begin` once, then the shelf's methods. */
export interface ModelsProtocol extends ModelShelf {
  /** `baseUrl` is the absolute address of the embedded models' folder. */
  begin(baseUrl: string): Promise<void>;
  /** The chat models that WebLLM knows. It loads the library (6 MB of code), which the page is spared. */
  webllmModels(): Promise<readonly ModelEntry[]>;
}
