import { ConversionError } from '../conversion-error';

/** The sizes that define a BERT encoder. */
export interface BertShape {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly normEpsilon: number;
}

/**
 * From `config.json`.
 * @throws ConversionError `unsupported-architecture`, `missing-metadata`
 */
export function readBertShape(config: Record<string, unknown>): BertShape {
  const { model_type: type, hidden_act: activation, position_embedding_type: positions } = config;
  if (type !== 'bert' || activation !== 'gelu' || (positions ?? 'absolute') !== 'absolute') {
    throw new ConversionError(
      'conversion-unsupported-architecture',
      `The encoder is ${String(type)} with ${String(activation)}; only bert with gelu and absolute positions is supported.`,
    );
  }
  return {
    layers: numberOf(config, 'num_hidden_layers'),
    hidden: numberOf(config, 'hidden_size'),
    heads: numberOf(config, 'num_attention_heads'),
    normEpsilon: numberOf(config, 'layer_norm_eps'),
  };
}

/**
 * The number of layers behind `word_states`: 3 of MiniLM's 6 (LEARNING: the states that tell
 * arguments apart best), in proportion elsewhere.
 */
export const wordLayer = (layers: number): number => Math.max(1, Math.round(layers / 2));

function numberOf(config: Record<string, unknown>, key: string): number {
  const value = config[key];
  if (typeof value === 'number') return value;
  throw new ConversionError('conversion-missing-metadata', `config.json lacks ${key} (a number).`);
}
