/** A file of a model as its manifest names it. */
export interface ModelFile {
  /** Below the model's folder, with forward slashes: `onnx/model_int8.onnx`. */
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal; absent where the list of files does not give it. */
  readonly sha256?: string;
}

export interface LoadProgress {
  /** Bytes that are here and verified or on their way. */
  readonly loaded: number;
  readonly total: number;
}

/** Bytes that were stored, read when asked for: what `Response`, `Blob` and `File` have in common. */
export interface StoredFile {
  arrayBuffer(): Promise<ArrayBuffer>;
  /** Of a large file that is kept in pieces: its bytes, and the pieces in order, of which memory holds one at a time. */
  readonly size?: number;
  readonly pieces?: () => AsyncIterable<Uint8Array>;
}

/**
 * Where the bytes of one model come from. What it gives out has the size and the SHA-256 of the manifest.
 * Errors: `model-missing`, `model-truncated`, `model-hash`, `model-offline`, `storage-full`.
 */
export interface ModelSource {
  readonly modelId: string;
  /** Makes the files available, downloading what is not yet on the device. Throws for a path the manifest lacks. */
  fetch(
    paths: readonly string[],
    onProgress: (progress: LoadProgress) => void,
    signal?: AbortSignal,
  ): Promise<readonly ModelFile[]>;
  /** A file that was fetched, to be read once; undefined for one that was not. */
  open(path: string): Promise<StoredFile | undefined>;
}

/** A source of a model whose files are not known beforehand. */
export interface ListedSource extends ModelSource {
  /** The files that the model needs. */
  list(): Promise<readonly ModelFile[]>;
}
