import { type GraphBuilder, MICROSOFT } from '../onnx/graph-builder';
import { BLOCK, type BlockWeights, blockWeights, eightBitWeights } from './block-weights';
import { WeightMatrix } from './weight-matrix';
import type { WeightScheme } from './weight-scheme';

interface StoredBlocks {
  readonly bits: 4 | 8;
  readonly rows: number;
  readonly columns: number;
  readonly weights: string;
  readonly scales: string;
  readonly offsets?: string;
}

/**
 * Block-quantised weights with float32 activations, for WebGPU: the file's own 4-bit blocks, kept
 * exactly. MatMulNBits has a fixed zero point (a float one is exact too but ten times slower), so
 * Q4_1's minimum is added apart: the sums of the input's blocks times the blocks' offsets. On WASM
 * these products are ten times slower than `Int8Scheme`.
 */
export class Q4Scheme implements WeightScheme {
  readonly #graph: GraphBuilder;
  readonly #blockSums = new Map<string, string>();
  readonly #embeddings = new Map<string, StoredBlocks>();

  constructor(graph: GraphBuilder) {
    this.#graph = graph;
  }

  linear(input: string, matrix: WeightMatrix, name: string): string {
    if (new Set(matrix.parts.map((part) => part.type)).size === 1) {
      return this.#multiply(input, this.#store(blockWeights(matrix), matrix, name));
    }
    // Parts of different types are multiplied apart, so that each keeps its own bits.
    const products = matrix.parts.map((part, i) =>
      this.linear(input, new WeightMatrix(part), `${name}.${i}`),
    );
    return this.#graph.add('Concat', products, { attributes: { axis: -1 } });
  }

  embed(tokens: string, matrix: WeightMatrix, name: string): string {
    const graph = this.#graph;
    const stored = this.#store(eightBitWeights(matrix), matrix, name);
    this.#embeddings.set(name, stored);
    // Plain operators, because GatherBlockQuantized exists on WebGPU only: so the file also loads,
    // if slowly, where WebGPU has failed.
    const first = { attributes: { axis: 0 } };
    const bytes = graph.add('Gather', [stored.weights, tokens], first);
    const floats = graph.add('Cast', [bytes], { attributes: { to: 1 } });
    const centred = graph.add('Sub', [floats, graph.constant('byte_zero', 'float32', 128)]);
    const scales = graph.add('Gather', [stored.scales, tokens], first);
    const last = graph.constant('axis_last', 'int64', [-1]);
    const rows = graph.add('Mul', [centred, graph.add('Unsqueeze', [scales, last])]);
    const flat = graph.constant(`${name}.row_shape`, 'int64', [0, 0, matrix.columns]);
    return graph.add('Reshape', [rows, flat]);
  }

  tiedLinear(input: string, name: string): string {
    const stored = this.#embeddings.get(name);
    if (!stored) throw new RangeError(`No embedding is stored under ${name}.`);
    return this.#multiply(input, stored);
  }

  #store(weights: BlockWeights, { rows, columns }: WeightMatrix, name: string): StoredBlocks {
    const graph = this.#graph;
    const { bits, quantised, scales, offsets } = weights;
    const blocks = columns / BLOCK;
    const shape = [rows, blocks, (BLOCK * bits) / 8];
    return {
      bits,
      rows,
      columns,
      weights: graph.weight(`${name}.q${bits}`, 'uint8', shape, quantised),
      scales: graph.weight(`${name}.scale`, 'float32', [rows, blocks], scales),
      offsets: offsets && graph.weight(`${name}.offset`, 'float32', [blocks, rows], offsets),
    };
  }

  #multiply(input: string, stored: StoredBlocks): string {
    const graph = this.#graph;
    const product = graph.add('MatMulNBits', [input, stored.weights, stored.scales], {
      domain: MICROSOFT,
      attributes: { K: stored.columns, N: stored.rows, bits: stored.bits, block_size: BLOCK },
    });
    if (!stored.offsets) return product;
    const sums = this.#sums(input, stored.columns);
    return graph.add('Add', [product, graph.add('MatMul', [sums, stored.offsets])]);
  }

  /** `[batch, sequence, blocks]`: the sum of each block of the input, shared by its readers. */
  #sums(input: string, columns: number): string {
    const known = this.#blockSums.get(input);
    if (known) return known;
    const graph = this.#graph;
    const shape = [0, 0, columns / BLOCK, BLOCK];
    const cut = graph.constant(`blocks_of_${columns}`, 'int64', shape);
    const last = graph.constant('axis_last', 'int64', [-1]);
    const sums = graph.add('ReduceSum', [graph.add('Reshape', [input, cut]), last], {
      attributes: { keepdims: 0 },
    });
    this.#blockSums.set(input, sums);
    return sums;
  }
}
