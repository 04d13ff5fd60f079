import { NamedInitializers, type Initializer } from '../onnx-initializers';

/** A matrix as the converter's int8 graph stores it: `[columns, rows]` bytes with zero at 128, and the rows' scales. */
export interface StoredMatrix {
  readonly matrix: Initializer;
  readonly scales: Initializer;
}

export interface StoredBertLayer {
  readonly query: StoredMatrix;
  readonly key: StoredMatrix;
  readonly value: StoredMatrix;
  /** Of query, key and value, one behind the other. */
  readonly attentionBias: Initializer;
  readonly attended: StoredOutput;
  readonly wide: StoredMatrix;
  readonly wideBias: Initializer;
  readonly narrow: StoredOutput;
}

/** A product whose result is added to the states, which are normalised then. */
export interface StoredOutput {
  readonly product: StoredMatrix;
  readonly bias: Initializer;
  readonly gamma: Initializer;
  readonly beta: Initializer;
}

/** The weights of a BERT encoder that the converter made, by role. */
export interface BertWeights {
  readonly words: StoredMatrix;
  readonly positions: Initializer;
  readonly kinds: Initializer;
  readonly gamma: Initializer;
  readonly beta: Initializer;
  readonly layers: readonly StoredBertLayer[];
}

/** Null when the model has another layout, or weights that the kernel does not know. */
export function findBertWeights(model: Uint8Array, layers: number): BertWeights | null {
  const named = new NamedInitializers(model);
  const take = (name: string) => named.take(name);
  const matrix = (name: string): StoredMatrix => ({
    matrix: take(`${name}.int8`),
    scales: take(`${name}.scale`),
  });
  const output = (name: string): StoredOutput => ({
    product: matrix(`${name}.dense`),
    bias: take(`${name}.dense.bias`),
    gamma: take(`${name}.LayerNorm.weight`),
    beta: take(`${name}.LayerNorm.bias`),
  });
  const layer = (name: string): StoredBertLayer => ({
    query: matrix(`${name}.attention.self.query`),
    key: matrix(`${name}.attention.self.key`),
    value: matrix(`${name}.attention.self.value`),
    attentionBias: take(`${name}.attention.self.bias`),
    attended: output(`${name}.attention.output`),
    wide: matrix(`${name}.intermediate.dense`),
    wideBias: take(`${name}.intermediate.dense.bias`),
    narrow: output(`${name}.output`),
  });
  const weights: BertWeights = {
    words: matrix('embeddings.word_embeddings'),
    positions: take('embeddings.position_embeddings.weight'),
    kinds: take('embeddings.token_type_embeddings.weight'),
    gamma: take('embeddings.LayerNorm.weight'),
    beta: take('embeddings.LayerNorm.bias'),
    layers: Array.from({ length: layers }, (_, i) => layer(`encoder.layer.${i}`)),
  };
  return named.whole ? weights : null;
}
