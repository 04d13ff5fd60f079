import type { ModelEntry } from '../models/model-entry';
import type { StoredFile } from './model-source';

/** A file that the user chose: what `File` is. */
export interface ChosenFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  slice(start: number, end: number): StoredFile;
}

/** How much of a model is on this device. */
export interface ModelStock {
  readonly id: string;
  /** Bytes that take room here, parts of a download too. */
  readonly bytes: number;
  /** Everything is here and verified: it loads without a network. */
  readonly complete: boolean;
}

/** What downloads that were not finished belong to: a GGUF, of which one at most is kept, or the default models. */
export type Unfinished = 'gguf' | 'default';

export interface ShelfProgress {
  /** Bytes of the whole that are done, of `total`. */
  readonly loaded: number;
  readonly total: number;
  /** What is worked on now, and how far: a file that arrives, or "Converting". */
  readonly part: string;
  readonly partLoaded: number;
  readonly partTotal: number;
}

/**
 * The language models on this device. In the page it stands behind the models worker's boundary, so everything here
 * can be cloned. Errors: those of `ModelSource`; `model-unsupported` for a file or repository that can't be run,
 * named before it is downloaded; `cancelled`.
 */
export interface ModelShelf {
  /** In the order of `entries`; nothing is asked of the network. */
  stock(entries: readonly ModelEntry[]): Promise<readonly ModelStock[]>;
  /** Completes a model's files. Aborting is a pause: what has arrived is kept, and a later call goes on from there. */
  download(
    entry: ModelEntry,
    onProgress: (progress: ShelfProgress) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Deletes everything of it, parts of a download too. */
  remove(entry: ModelEntry): Promise<void>;
  /**
   * Reads the beginning of a GGUF (a chosen file, or its address on the hub), refuses what can't be converted, then
   * downloads what is missing, converts and keeps it. An aborted download goes on when the same address is opened again.
   */
  openGguf(
    file: ChosenFile | string,
    onProgress: (progress: ShelfProgress) => void,
    signal?: AbortSignal,
  ): Promise<ModelEntry>;
  /** Models that were opened earlier. */
  opened(): Promise<readonly ModelEntry[]>;
  /** What stands at an address of the hub: an ONNX chat model, or MLC weights with `library`. Only lists are fetched. */
  describe(address: string, library?: string, signal?: AbortSignal): Promise<ModelEntry>;
  /**
   * For a page that is served without models: downloads the sources of the embedded models from the hub (SmolLM2's GGUF
   * and MiniLM's safetensors, 190 MB, pinned by revision and SHA-256), converts them and keeps them where the embedded
   * model and the encoder are looked for. Ask for consent first; models that are here already are left alone. Going on
   * after an abort is as in `openGguf`.
   */
  installDefault(
    onProgress: (progress: ShelfProgress) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Deletes what `openGguf` or `installDefault` have left of a download that was not finished. */
  forget(of: Unfinished): Promise<void>;
}
