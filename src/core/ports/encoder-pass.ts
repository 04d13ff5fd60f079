/** What the tokens of one text became, `tokens x dimensions` each, row-major; valid until the next run. */
export interface EncoderLayers {
  readonly last: Float32Array;
  /** The layer that words are told apart by. */
  readonly words: Float32Array;
}

/** The forward pass of an encoder model. */
export interface EncoderPass {
  /** Names the arithmetic: another name may give other bits for the same weights. */
  readonly arithmetic: string;
  readonly dimensions: number;
  /** At most `longest` tokens. */
  readonly longest: number;
  run(tokens: readonly number[]): EncoderLayers;
}

/** Makes one of a model's weights (ONNX) and its `config.json`. Null when they are of a layout that it does not know. */
export type StartEncoderPass = (
  model: Uint8Array,
  configuration: unknown,
) => Promise<EncoderPass | null>;
