import { convertBertSafetensors, type BertSource } from '../bert/convert-bert';
import { jsonFile, type ModelFiles } from '../model-files';
import { gaussian, seededRandom } from './seeded-random';
import { writeSafetensors } from './write-safetensors';
import { wordPieceConfiguration, wordPieceTokenizer, wordPieceVocabulary } from './word-pieces';

export interface RandomBertOptions {
  readonly layers?: number;
  readonly hidden?: number;
  readonly heads?: number;
  readonly feedForward?: number;
  readonly positions?: number;
  readonly seed?: number;
}

const defaults = { layers: 2, hidden: 64, heads: 4, feedForward: 128, positions: 512, seed: 1 };

/**
 * A tiny BERT encoder with random weights and a WordPiece tokenizer of letters and a few words, made
 * by the converter itself.
 */
export const randomBert = (options: RandomBertOptions = {}): Promise<ModelFiles> =>
  convertBertSafetensors(randomBertSource(options));

/** The same model as its source files. */
export function randomBertSource(options: RandomBertOptions = {}): BertSource {
  const sizes = { ...defaults, ...options };
  return {
    safetensors: writeSafetensors(tensors(sizes)),
    tokenizer: jsonFile(wordPieceTokenizer()),
    tokenizerConfig: jsonFile(wordPieceConfiguration),
    config: jsonFile({
      model_type: 'bert',
      architectures: ['BertModel'],
      hidden_act: 'gelu',
      hidden_size: sizes.hidden,
      intermediate_size: sizes.feedForward,
      layer_norm_eps: 1e-12,
      max_position_embeddings: sizes.positions,
      num_attention_heads: sizes.heads,
      num_hidden_layers: sizes.layers,
      type_vocab_size: 2,
      vocab_size: wordPieceVocabulary.length,
    }),
  };
}

type Tensors = Record<string, { shape: number[]; values: Float32Array }>;

function tensors(sizes: typeof defaults): Tensors {
  const { layers, hidden, feedForward, positions, seed } = sizes;
  const random = seededRandom(seed);
  const all: Tensors = {};
  const table = (name: string, rows: number): void => {
    all[name] = { shape: [rows, hidden], values: gaussian(random, rows * hidden) };
  };
  const linear = (name: string, rows: number, columns: number): void => {
    const values = gaussian(random, rows * columns, columns ** -0.5);
    all[`${name}.weight`] = { shape: [rows, columns], values };
    all[`${name}.bias`] = { shape: [rows], values: gaussian(random, rows, 0.1) };
  };
  const norm = (name: string): void => {
    const weight = gaussian(random, hidden, 0.1).map((value) => 1 + value);
    all[`${name}.weight`] = { shape: [hidden], values: weight };
    all[`${name}.bias`] = { shape: [hidden], values: gaussian(random, hidden, 0.1) };
  };
  table('embeddings.word_embeddings.weight', wordPieceVocabulary.length);
  table('embeddings.position_embeddings.weight', positions);
  table('embeddings.token_type_embeddings.weight', 2);
  norm('embeddings.LayerNorm');
  for (let layer = 0; layer < layers; layer++) {
    const name = `encoder.layer.${layer}`;
    for (const part of ['query', 'key', 'value']) {
      linear(`${name}.attention.self.${part}`, hidden, hidden);
    }
    linear(`${name}.attention.output.dense`, hidden, hidden);
    norm(`${name}.attention.output.LayerNorm`);
    linear(`${name}.intermediate.dense`, feedForward, hidden);
    linear(`${name}.output.dense`, hidden, feedForward);
    norm(`${name}.output.LayerNorm`);
  }
  return all;
}
