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
  bytes(): Uint8Array;
  /** Makes such bytes the cache. False when they are not of `length` tokens; nothing has changed then. */
  load(bytes: Uint8Array, length: number): boolean;
  release(): Promise<void>;
}

export interface KeyValueShape {
  /** Names of the inputs that take the cache, `past_key_values.0.key`. */
  readonly inputs: readonly string[];
  readonly heads: number;
  readonly headLength: number;
}

/** `past_key_values.0.key` comes back as `present.0.key`. */
export function presentName(input: string): string {
  return input.replace('past_key_values', 'present');
}
