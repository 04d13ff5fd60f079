import { GraphBuilder, MICROSOFT } from '../onnx/graph-builder';
import type { OnnxGraph } from '../onnx/onnx-graph';
import { Int8Scheme } from '../weights/int8-scheme';
import { WeightMatrix } from '../weights/weight-matrix';
import { type BertShape, wordLayer } from './bert-shape';
import type { BertWeights } from './bert-weights';

/**
 * The BERT encoder in 8-bit integers.
 *
 * Inputs: `input_ids`, `attention_mask`, `token_type_ids`, int64 `[batch, sequence]`.
 * Outputs: `last_hidden_state` and `word_states` (after the middle layer), float32
 * `[batch, sequence, hidden]`. Pooling is the caller's.
 */
export function buildBertGraph(shape: BertShape, weights: BertWeights): OnnxGraph {
  return new BertGraph(shape, weights).build();
}

class BertGraph {
  readonly #graph = new GraphBuilder('bert');
  readonly #scheme = new Int8Scheme(this.#graph);
  readonly #shape: BertShape;
  readonly #weights: BertWeights;

  constructor(shape: BertShape, weights: BertWeights) {
    this.#shape = shape;
    this.#weights = weights;
  }

  build(): OnnxGraph {
    const graph = this.#graph;
    const { layers, hidden } = this.#shape;
    for (const input of ['input_ids', 'attention_mask', 'token_type_ids']) {
      graph.input(input, 'int64', ['batch_size', 'sequence_length']);
    }
    const mask = graph.add('Cast', ['attention_mask'], { attributes: { to: 6 } });
    let states = this.#embeddings();
    for (let layer = 0; layer < layers; layer++) {
      const attended = this.#attention(layer, states, mask);
      states = this.#feedForward(layer, attended, this.#outputName(layer));
    }
    const dimensions = ['batch_size', 'sequence_length', hidden];
    graph.output('last_hidden_state', 'float32', dimensions);
    if (wordLayer(layers) < layers) graph.output('word_states', 'float32', dimensions);
    return graph.build();
  }

  #outputName(layer: number): string {
    if (layer + 1 === this.#shape.layers) return 'last_hidden_state';
    return layer + 1 === wordLayer(this.#shape.layers) ? 'word_states' : `layer_out_${layer}`;
  }

  /** Word + position + type, normalised. */
  #embeddings(): string {
    const graph = this.#graph;
    const words = new WeightMatrix(this.#weights.matrix('embeddings.word_embeddings.weight'));
    const word = this.#scheme.embed('input_ids', words, 'embeddings.word_embeddings');
    const length = graph.add('Gather', [
      graph.add('Shape', ['input_ids']),
      graph.constant('index_1', 'int64', [1]),
    ]);
    const position = graph.add('Slice', [
      this.#table('embeddings.position_embeddings.weight'),
      graph.constant('zero', 'int64', [0]),
      length,
      graph.constant('zero', 'int64', [0]),
    ]);
    const kinds = this.#table('embeddings.token_type_embeddings.weight');
    const kind = graph.add('Gather', [kinds, 'token_type_ids']);
    const sum = graph.add('Add', [graph.add('Add', [word, kind]), position]);
    const norm = [
      this.#vector('embeddings.LayerNorm.weight'),
      this.#vector('embeddings.LayerNorm.bias'),
    ];
    return graph.add('LayerNormalization', [sum, ...norm], {
      attributes: { axis: -1, epsilon: { float: this.#shape.normEpsilon } },
    });
  }

  #attention(layer: number, input: string, mask: string): string {
    const graph = this.#graph;
    const name = `encoder.layer.${layer}.attention`;
    const parts = ['query', 'key', 'value'].map((part) => `${name}.self.${part}`);
    const projected = parts.map((part) => this.#linear(input, part));
    const biases = parts.map((part) => this.#weights.values(`${part}.bias`));
    const bias = Float32Array.from(biases.flatMap((values) => [...values]));
    const attended = graph.add(
      'MultiHeadAttention',
      [...projected, graph.float32(`${name}.self.bias`, [bias.length], bias), mask],
      { domain: MICROSOFT, attributes: { num_heads: this.#shape.heads } },
    );
    const output = this.#linear(attended, `${name}.output.dense`);
    return this.#addAndNorm(output, input, `${name}.output`, `attention_out_${layer}`);
  }

  #feedForward(layer: number, input: string, outputName: string): string {
    const name = `encoder.layer.${layer}`;
    const wide = this.#linear(input, `${name}.intermediate.dense`);
    const activated = this.#graph.add(
      'BiasGelu',
      [wide, this.#vector(`${name}.intermediate.dense.bias`)],
      { domain: MICROSOFT },
    );
    const output = this.#linear(activated, `${name}.output.dense`);
    return this.#addAndNorm(output, input, `${name}.output`, outputName);
  }

  /** LayerNorm(output + bias + residual). */
  #addAndNorm(output: string, residual: string, name: string, outputName: string): string {
    const parameters = ['LayerNorm.weight', 'LayerNorm.bias', 'dense.bias'];
    const vectors = parameters.map((parameter) => this.#vector(`${name}.${parameter}`));
    return this.#graph.add('SkipLayerNormalization', [output, residual, ...vectors], {
      domain: MICROSOFT,
      outputs: [outputName],
      attributes: { epsilon: { float: this.#shape.normEpsilon } },
    });
  }

  /** The product without its bias: the node that follows adds it. */
  #linear(input: string, name: string): string {
    const matrix = new WeightMatrix(this.#weights.matrix(`${name}.weight`));
    return this.#scheme.linear(input, matrix, name);
  }

  #vector(name: string): string {
    const values = this.#weights.values(name);
    return this.#graph.float32(name, [values.length], values);
  }

  #table(name: string): string {
    const { rows, columns } = this.#weights.matrix(name);
    return this.#graph.float32(name, [rows, columns], this.#weights.values(name));
  }
}
