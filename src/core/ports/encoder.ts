/** What one pass of a sentence encoder gives for one text. */
export interface SentenceState {
  /** The whole text's state, of length 1; `dimensions` floats. */
  readonly pooled: Float32Array;
  /** One state per word of the text (split at white space), `words x wordDimensions`, row-major; layer 3's output. */
  readonly words: Float32Array;
}

/** A sentence encoder. What learns is bound to its `hash`; changing the encoder means learning anew. */
export interface Encoder {
  readonly id: string;
  /** SHA-256 of all that its states depend on, hexadecimal; written into every record that holds a state. */
  readonly hash: string;
  readonly dimensions: number;
  readonly wordDimensions: number;
  /** In the order of `texts`. An empty text gives the state of the empty sentence. */
  embed(texts: readonly string[]): Promise<SentenceState[]>;
  dispose(): Promise<void>;
}
