import { type GraphBuilder, MICROSOFT } from '../onnx/graph-builder';
import { INT8_ZERO, quantiseRows } from './int8-rows';
import type { WeightMatrix } from './weight-matrix';
import type { WeightScheme } from './weight-scheme';

/**
 * 8-bit integer products, the fast path of ONNX Runtime on the CPU and in WASM.
 *
 * Activations are quantised by token: divided by their largest magnitude, then rounded in fixed
 * steps of 1/127. One scale for a whole prompt gives broken text (KL .65 instead of .04: one token's
 * activations are huge), and would make a token's result depend on its neighbours. This way a
 * prompt gives the same numbers in one piece, in chunks or token by token.
 */
export class Int8Scheme implements WeightScheme {
  readonly #graph: GraphBuilder;
  readonly #prepared = new Map<string, { quantised: string; magnitude: string }>();
  readonly #embeddings = new Map<string, { weights: string; scales: string }>();

  constructor(graph: GraphBuilder) {
    this.#graph = graph;
  }

  linear(input: string, matrix: WeightMatrix, name: string): string {
    return this.#multiply(input, this.#store(matrix, name));
  }

  embed(tokens: string, matrix: WeightMatrix, name: string): string {
    const graph = this.#graph;
    const stored = this.#store(matrix, name);
    this.#embeddings.set(name, stored);
    // The matrix lies transposed, for the product of the output layer: gather columns, turn back.
    const columns = graph.add('Gather', [stored.weights, tokens], { attributes: { axis: 1 } });
    const rows = graph.add('Transpose', [columns], { attributes: { perm: [1, 2, 0] } });
    const floats = graph.add('Cast', [rows], { attributes: { to: 1 } });
    const zero = graph.constant('int8_zero_float', 'float32', INT8_ZERO);
    const centred = graph.add('Sub', [floats, zero]);
    const scales = graph.add('Gather', [stored.scales, tokens], { attributes: { axis: 0 } });
    const last = graph.constant('axis_last', 'int64', [-1]);
    return graph.add('Mul', [centred, graph.add('Unsqueeze', [scales, last])]);
  }

  tiedLinear(input: string, name: string): string {
    const stored = this.#embeddings.get(name);
    if (!stored) throw new RangeError(`No embedding is stored under ${name}.`);
    return this.#multiply(input, stored);
  }

  #store(matrix: WeightMatrix, name: string): { weights: string; scales: string } {
    const { rows, columns } = matrix;
    const { scales, transposed } = quantiseRows(matrix);
    return {
      weights: this.#graph.weight(`${name}.int8`, 'uint8', [columns, rows], transposed),
      scales: this.#graph.weight(`${name}.scale`, 'float32', [rows], scales),
    };
  }

  #multiply(input: string, stored: { weights: string; scales: string }): string {
    const graph = this.#graph;
    const { quantised, magnitude } = this.#quantise(input);
    const zero = graph.constant('int8_zero', 'uint8', INT8_ZERO);
    const step = graph.constant('int8_step', 'float32', 1 / 127);
    const inputs = [quantised, stored.weights, step, stored.scales, zero, zero];
    const product = graph.add('MatMulIntegerToFloat', inputs, { domain: MICROSOFT });
    return graph.add('Mul', [product, magnitude]);
  }

  /** Layers that read the same input share its quantisation. */
  #quantise(input: string): { quantised: string; magnitude: string } {
    const known = this.#prepared.get(input);
    if (known) return known;
    const graph = this.#graph;
    const magnitude = graph.add('ReduceMax', [graph.add('Abs', [input])], {
      attributes: { axes: [-1], keepdims: 1 },
    });
    // A row of zeros becomes 0 / 0 here, some byte in the next node, and zero again in the end: its
    // product is multiplied by the magnitude 0.
    const step = graph.constant('int8_step', 'float32', 1 / 127);
    const zero = graph.constant('int8_zero', 'uint8', INT8_ZERO);
    const scaled = graph.add('Div', [input, magnitude]);
    const quantised = graph.add('QuantizeLinear', [scaled, step, zero]);
    const prepared = { quantised, magnitude };
    this.#prepared.set(input, prepared);
    return prepared;
  }
}
