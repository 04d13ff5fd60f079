import type { EncoderPass } from '../../../core/ports/encoder-pass';
import { chooseKernel, type LoadKernel } from './bert-kernel';
import type { BertSizes } from './bert-memory';
import { BertPass } from './bert-pass';
import { findBertWeights } from './bert-weights';

/** What all-MiniLM-L6-v2 was trained on; the mark at each end included. */
const LONGEST = 256;
/** Columns are read 16 at a time, heads too. */
const LANES = 16;

/** The part of the encoder's `config.json` that the kernel goes by; the names are Hugging Face's and the converter's. */
interface Configuration {
  readonly model_type: string;
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly intermediate_size: number;
  readonly layer_norm_eps: number;
  readonly max_position_embeddings: number;
  readonly word_states_layer: number;
}

/** Null when `model` (ONNX, as the converter makes it) or `configuration` is of a layout that the kernel does not know. */
export async function startBert(
  load: LoadKernel,
  model: Uint8Array,
  configuration: unknown,
): Promise<EncoderPass | null> {
  const config = configuration as Configuration;
  const sizes: BertSizes = {
    hidden: config.hidden_size,
    layers: config.num_hidden_layers,
    heads: config.num_attention_heads,
    feedForward: config.intermediate_size,
    epsilon: config.layer_norm_eps,
    longest: Math.min(LONGEST, config.max_position_embeddings),
  };
  const { hidden, heads, feedForward } = sizes;
  const fits = [hidden, hidden / heads, feedForward].every((size) => size % LANES === 0);
  if (config.model_type !== 'bert' || !fits) return null;
  const weights = findBertWeights(model, sizes.layers);
  if (!weights) return null;
  const kernel = await chooseKernel(load);
  return new BertPass(kernel, model, weights, sizes, config.word_states_layer);
}
