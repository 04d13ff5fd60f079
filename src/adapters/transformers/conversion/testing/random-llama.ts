import { convertLlamaGguf } from '../llama/convert-llama';
import type { LlamaPrecision } from '../llama/llama-graph';
import type { ModelFiles } from '../model-files';
import { ggmlTypes } from '../weights/ggml-types';
import { byteVocabulary, chatTemplate, controlTokens, merges } from './byte-vocabulary';
import {
  type BlockEncoder,
  encodeBF16,
  encodeF16,
  encodeF32,
  encodeQ4_0,
  encodeQ4_1,
  encodeQ4_K,
  encodeQ5_0,
  encodeQ5_1,
  encodeQ5_K,
  encodeQ6_K,
  encodeQ8_0,
} from './quantise-blocks';
import { gaussian, seededRandom } from './seeded-random';
import { type MetadataValue, type TensorToWrite, writeGguf } from './write-gguf';

const encoders = {
  Q4_1: encodeQ4_1,
  Q4_0: encodeQ4_0,
  Q5_0: encodeQ5_0,
  Q5_1: encodeQ5_1,
  Q8_0: encodeQ8_0,
  Q4_K: encodeQ4_K,
  Q5_K: encodeQ5_K,
  Q6_K: encodeQ6_K,
  F16: encodeF16,
  BF16: encodeBF16,
  F32: encodeF32,
} satisfies Record<string, BlockEncoder>;
type MatrixType = keyof typeof encoders;

/** Sizes of a random model; `hidden` and `feedForward` are multiples of 32, of 256 for the K types. */
export interface RandomLlamaOptions {
  /** qwen2 has biases, qwen3 normalised heads; llama by default. */
  readonly architecture?: 'llama' | 'qwen2' | 'qwen3';
  /** Numbers a head; `hidden / heads` by default. */
  readonly headLength?: number;
  readonly layers?: number;
  readonly hidden?: number;
  readonly heads?: number;
  readonly keyValueHeads?: number;
  readonly feedForward?: number;
  readonly context?: number;
  readonly seed?: number;
  /** How the matrices are stored; Q4_1 as in SmolLM2 by default. */
  readonly matrixType?: MatrixType;
  /** The output layer is the embedding (default), or a matrix of its own. */
  readonly tied?: boolean;
  /** Divides the frequencies of the rotation by factors between 1 and 8, as Llama 3.1 and later do. */
  readonly ropeFactors?: boolean;
  /** Which ONNX files `randomLlama` makes; both by default. */
  readonly precisions?: readonly LlamaPrecision[];
}

const defaults = {
  architecture: 'llama' as 'llama' | 'qwen2' | 'qwen3',
  headLength: undefined as number | undefined,
  layers: 2,
  hidden: 64,
  heads: 4,
  keyValueHeads: 2,
  feedForward: 128,
  context: 2048,
  seed: 1,
  matrixType: 'Q4_1' as MatrixType,
  tied: true,
  ropeFactors: false,
  precisions: ['int8', 'q4'] as readonly LlamaPrecision[],
};

/**
 * A tiny Llama with random weights and a real byte-level tokenizer (any text round-trips), made by
 * the converter itself: for every test that needs a model and not its knowledge. Milliseconds.
 * @returns the files `convertLlamaGguf` gives, of all wanted precisions
 */
export async function randomLlama(options: RandomLlamaOptions = {}): Promise<ModelFiles> {
  const gguf = randomLlamaGguf(options);
  const { precisions } = { ...defaults, ...options };
  const files: ModelFiles = {};
  for (const precision of precisions) {
    Object.assign(files, await convertLlamaGguf(gguf, { precision }));
  }
  return files;
}

/** The same model as a GGUF file: Q4_1 matrices, a Q8_0 embedding, F32 norms, as SmolLM2's. */
export function randomLlamaGguf(options: RandomLlamaOptions = {}): Uint8Array {
  const sizes = { ...defaults, ...options };
  return writeGguf(metadata(sizes), tensors(sizes));
}

type Sizes = typeof defaults;

function metadata(sizes: Sizes): Record<string, MetadataValue> {
  const tokens = byteVocabulary();
  const { architecture } = sizes;
  return {
    'general.architecture': architecture,
    [`${architecture}.block_count`]: sizes.layers,
    [`${architecture}.context_length`]: sizes.context,
    [`${architecture}.embedding_length`]: sizes.hidden,
    [`${architecture}.feed_forward_length`]: sizes.feedForward,
    [`${architecture}.attention.head_count`]: sizes.heads,
    [`${architecture}.attention.head_count_kv`]: sizes.keyValueHeads,
    ...(sizes.headLength && {
      [`${architecture}.attention.key_length`]: sizes.headLength,
      [`${architecture}.attention.value_length`]: sizes.headLength,
    }),
    [`${architecture}.rope.freq_base`]: { float: 10_000 },
    [`${architecture}.attention.layer_norm_rms_epsilon`]: { float: 1e-5 },
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.pre': architecture === 'llama' ? 'smollm' : 'qwen2',
    'tokenizer.ggml.add_bos_token': false,
    'tokenizer.ggml.tokens': tokens,
    'tokenizer.ggml.token_type': tokens.map((_, id) => (id < controlTokens.length ? 3 : 1)),
    'tokenizer.ggml.merges': merges,
    'tokenizer.ggml.bos_token_id': 1,
    'tokenizer.ggml.eos_token_id': 2,
    'tokenizer.ggml.padding_token_id': 2,
    'tokenizer.ggml.unknown_token_id': 0,
    'tokenizer.chat_template': chatTemplate,
  };
}

function tensors(sizes: Sizes): Record<string, TensorToWrite> {
  const { layers, hidden, heads, keyValueHeads, feedForward, seed, architecture } = sizes;
  const random = seededRandom(seed);
  const headLength = sizes.headLength ?? hidden / heads;
  const [width, keyValueWidth] = [headLength * heads, headLength * keyValueHeads];
  const matrix = (columns: number, rows: number): TensorToWrite =>
    encoded(sizes.matrixType, [columns, rows], gaussian(random, rows * columns, columns ** -0.5));
  const norm = (length = hidden): TensorToWrite =>
    encoded(
      'F32',
      [length],
      gaussian(random, length, 0.2).map((value) => 1 + value),
    );
  const bias = (length: number): TensorToWrite =>
    encoded('F32', [length], gaussian(random, length, 0.5));
  const embedding = gaussian(random, byteVocabulary().length * hidden);
  const all: Record<string, TensorToWrite> = {
    'token_embd.weight': encoded('Q8_0', [hidden, byteVocabulary().length], embedding),
    'output_norm.weight': norm(),
  };
  if (!sizes.tied) all['output.weight'] = matrix(hidden, byteVocabulary().length);
  if (sizes.ropeFactors) {
    const pairs = headLength / 2;
    const factors = Float32Array.from({ length: pairs }, (_, i) => 1 + (7 * i) / pairs);
    all['rope_freqs.weight'] = encoded('F32', [pairs], factors);
  }
  for (let layer = 0; layer < layers; layer++) {
    const name = `blk.${layer}`;
    all[`${name}.attn_norm.weight`] = norm();
    all[`${name}.attn_q.weight`] = matrix(hidden, width);
    all[`${name}.attn_k.weight`] = matrix(hidden, keyValueWidth);
    all[`${name}.attn_v.weight`] = matrix(hidden, keyValueWidth);
    all[`${name}.attn_output.weight`] = matrix(width, hidden);
    all[`${name}.ffn_norm.weight`] = norm();
    all[`${name}.ffn_gate.weight`] = matrix(hidden, feedForward);
    all[`${name}.ffn_up.weight`] = matrix(hidden, feedForward);
    all[`${name}.ffn_down.weight`] = matrix(feedForward, hidden);
    if (architecture === 'qwen2') {
      all[`${name}.attn_q.bias`] = bias(width);
      all[`${name}.attn_k.bias`] = bias(keyValueWidth);
      all[`${name}.attn_v.bias`] = bias(keyValueWidth);
    }
    if (architecture === 'qwen3') {
      all[`${name}.attn_q_norm.weight`] = norm(headLength);
      all[`${name}.attn_k_norm.weight`] = norm(headLength);
    }
  }
  return all;
}

const encoded = (type: MatrixType, dimensions: number[], values: Float32Array): TensorToWrite => ({
  type: ggmlTypes[type],
  dimensions,
  bytes: encoders[type](values),
});
