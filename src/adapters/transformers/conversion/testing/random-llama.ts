import { convertLlamaGguf } from '../llama/convert-llama';
import type { LlamaPrecision } from '../llama/llama-graph';
import type { ModelFiles } from '../model-files';
import { ggmlTypes } from '../weights/ggml-type';
import { byteVocabulary, chatTemplate, controlTokens, merges } from './byte-vocabulary';
import {
  type BlockEncoder,
  encodeBF16,
  encodeF16,
  encodeF32,
  encodeQ4_0,
  encodeQ4_1,
  encodeQ8_0,
} from './quantise-blocks';
import { gaussian, seededRandom } from './seeded-random';
import { type MetadataValue, type TensorToWrite, writeGguf } from './write-gguf';

const encoders = {
  Q4_1: encodeQ4_1,
  Q4_0: encodeQ4_0,
  Q8_0: encodeQ8_0,
  F16: encodeF16,
  BF16: encodeBF16,
  F32: encodeF32,
} satisfies Record<string, BlockEncoder>;
type MatrixType = keyof typeof encoders;

/** Sizes of a random model; `hidden` and `feedForward` are multiples of 32. */
export interface RandomLlamaOptions {
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
  /** Which ONNX files `randomLlama` makes; both by default. */
  readonly precisions?: readonly LlamaPrecision[];
}

const defaults = {
  layers: 2,
  hidden: 64,
  heads: 4,
  keyValueHeads: 2,
  feedForward: 128,
  context: 2048,
  seed: 1,
  matrixType: 'Q4_1' as MatrixType,
  tied: true,
  precisions: ['int8', 'q4'] as readonly LlamaPrecision[],
};

/**
 * A tiny Llama with random weights and a real byte-level tokenizer (any text round-trips), made by
 * the converter itself: for every test that needs a model and not its knowledge. Milliseconds.
 * @returns the files `convertLlamaGguf` gives, of all wanted precisions
 */
export function randomLlama(options: RandomLlamaOptions = {}): ModelFiles {
  const gguf = randomLlamaGguf(options);
  const { precisions } = { ...defaults, ...options };
  return Object.assign(
    {},
    ...precisions.map((precision) => convertLlamaGguf(gguf, { precision })),
  ) as ModelFiles;
}

/** The same model as a GGUF file: Q4_1 matrices, a Q8_0 embedding, F32 norms, as SmolLM2's. */
export function randomLlamaGguf(options: RandomLlamaOptions = {}): Uint8Array {
  const sizes = { ...defaults, ...options };
  return writeGguf(metadata(sizes), tensors(sizes));
}

type Sizes = typeof defaults;

function metadata(sizes: Sizes): Record<string, MetadataValue> {
  const tokens = byteVocabulary();
  return {
    'general.architecture': 'llama',
    'llama.block_count': sizes.layers,
    'llama.context_length': sizes.context,
    'llama.embedding_length': sizes.hidden,
    'llama.feed_forward_length': sizes.feedForward,
    'llama.attention.head_count': sizes.heads,
    'llama.attention.head_count_kv': sizes.keyValueHeads,
    'llama.rope.freq_base': { float: 10_000 },
    'llama.attention.layer_norm_rms_epsilon': { float: 1e-5 },
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.pre': 'smollm',
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
  const { layers, hidden, heads, keyValueHeads, feedForward, seed } = sizes;
  const random = seededRandom(seed);
  const keyValueWidth = (hidden / heads) * keyValueHeads;
  const matrix = (columns: number, rows: number): TensorToWrite =>
    encoded(sizes.matrixType, [columns, rows], gaussian(random, rows * columns, columns ** -0.5));
  const norm = (): TensorToWrite =>
    encoded(
      'F32',
      [hidden],
      gaussian(random, hidden, 0.2).map((value) => 1 + value),
    );
  const embedding = gaussian(random, byteVocabulary().length * hidden);
  const all: Record<string, TensorToWrite> = {
    'token_embd.weight': encoded('Q8_0', [hidden, byteVocabulary().length], embedding),
    'output_norm.weight': norm(),
  };
  if (!sizes.tied) all['output.weight'] = matrix(hidden, byteVocabulary().length);
  for (let layer = 0; layer < layers; layer++) {
    const name = `blk.${layer}`;
    all[`${name}.attn_norm.weight`] = norm();
    all[`${name}.attn_q.weight`] = matrix(hidden, hidden);
    all[`${name}.attn_k.weight`] = matrix(hidden, keyValueWidth);
    all[`${name}.attn_v.weight`] = matrix(hidden, keyValueWidth);
    all[`${name}.attn_output.weight`] = matrix(hidden, hidden);
    all[`${name}.ffn_norm.weight`] = norm();
    all[`${name}.ffn_gate.weight`] = matrix(hidden, feedForward);
    all[`${name}.ffn_up.weight`] = matrix(hidden, feedForward);
    all[`${name}.ffn_down.weight`] = matrix(feedForward, hidden);
  }
  return all;
}

const encoded = (type: MatrixType, dimensions: number[], values: Float32Array): TensorToWrite => ({
  type: ggmlTypes[type],
  dimensions,
  bytes: encoders[type](values),
});
