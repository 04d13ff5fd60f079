/** A cache that was set aside; only its decoder knows what is in it. */
export interface DecoderSnapshot {
  readonly length: number;
}

/** A decoder model with the key/value cache of one sequence. One call at a time. */
export interface Decoder {
  /** Tokens in the cache. */
  readonly length: number;
  /** Names the numbers' format and the layout of `bytes`. */
  readonly format: string;
  /** Appends `tokens` (>= 1); the logits after the last `rows` of them, row-major, valid until the next call. */
  append(tokens: Int32Array, rows: number): Promise<Float32Array>;
  /** Keeps the first `length` tokens. */
  truncate(length: number): void;
  snapshot(): DecoderSnapshot;
  restore(snapshot: DecoderSnapshot): void;
  /** The cache as bytes. */
  bytes(): Uint8Array | Promise<Uint8Array>;
  /** Makes such bytes the cache. False when they are not of `length` tokens; nothing has changed then. */
  load(bytes: Uint8Array, length: number): boolean;
  release(): Promise<void>;
}

/**
 * Makes a decoder of a model's weights (ONNX) and its `config.json`, for `context` tokens. Null when they are of a layout
 * that it does not know.
 */
export type StartDecoder = (
  model: Uint8Array,
  configuration: unknown,
  context: number,
) => Promise<Decoder | null>;
