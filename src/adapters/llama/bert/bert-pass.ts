import type { EncoderLayers, EncoderPass } from '../../../core/ports/encoder-pass';
import type { BertKernel, BertKernelExports } from './bert-kernel';
import { BertMemory } from './bert-memory';
import type { BertSizes, LayerPlace, MatrixPlace, OutputPlace } from './bert-memory';
import type { BertWeights } from './bert-weights';

type Places = ReturnType<typeof place>;

/**
 * The forward pass of a BERT encoder in WASM of our own (kernel/), on the int8 file that ONNX Runtime reads, and with its
 * integers. MLAS' WASM build packs all weights anew at each pass, which was most of a pass of a dozen tokens; these lie as
 * they are read. One thread: a pass is over in a few milliseconds, and the language model wants the other core.
 */
export class BertPass implements EncoderPass {
  readonly arithmetic = 'bert-kernel-1';
  readonly dimensions: number;
  readonly longest: number;
  readonly #sizes: BertSizes;
  readonly #wordLayer: number;
  readonly #places: Places;
  readonly #memory: WebAssembly.Memory;
  readonly #kernel: BertKernelExports;
  readonly #offset: number;

  /** Takes the model's weights over; the bytes of `model` are not needed afterwards. `wordLayer` counts from 1. */
  constructor(
    kernel: BertKernel,
    model: Uint8Array,
    weights: BertWeights,
    sizes: BertSizes,
    wordLayer: number,
  ) {
    const memory = new BertMemory(model, kernel);
    this.dimensions = sizes.hidden;
    this.longest = sizes.longest;
    this.#sizes = sizes;
    this.#wordLayer = wordLayer;
    this.#places = place(memory, weights, sizes);
    this.#memory = memory.fill();
    const { exports } = new WebAssembly.Instance(kernel.module, { env: { memory: this.#memory } });
    this.#kernel = exports as unknown as BertKernelExports;
    this.#offset = kernel.offset;
  }

  run(tokens: readonly number[]): EncoderLayers {
    const { hidden } = this.#sizes;
    const { buffer } = this.#memory;
    const { layers, states, words } = this.#places;
    const count = tokens.length;
    this.#embed(tokens);
    layers.forEach((layer, index) => {
      this.#attend(layer, count);
      this.#feedForward(layer, count);
      if (index + 1 !== this.#wordLayer) return;
      new Float32Array(buffer, words, count * hidden).set(
        new Float32Array(buffer, states, count * hidden),
      );
    });
    return {
      last: new Float32Array(buffer, states, count * hidden),
      words: new Float32Array(buffer, words, count * hidden),
    };
  }

  #embed(tokens: readonly number[]): void {
    const { hidden, epsilon } = this.#sizes;
    const { embedding, positions, kind, gamma, beta, states, ids } = this.#places;
    new Int32Array(this.#memory.buffer, ids, tokens.length).set(tokens);
    this.#kernel.embed(
      ...[ids, tokens.length, hidden, embedding.weights, embedding.scales, kind, positions],
      ...[gamma, beta, epsilon, states],
    );
  }

  #attend({ projection, attended }: LayerPlace, count: number): void {
    const { hidden, heads } = this.#sizes;
    const { states, projected, keys, values, scores, context } = this.#places;
    this.#quantise(states, hidden, count);
    this.#product(projection, 3 * hidden, hidden, count, projected);
    this.#kernel.attention(
      ...[projected, projection.bias, hidden, heads, count, keys, values, scores, context],
    );
    this.#quantise(context, hidden, count);
    this.#addProduct(attended, hidden, count);
  }

  #feedForward({ wide, narrow }: LayerPlace, count: number): void {
    const { hidden, feedForward } = this.#sizes;
    const { states, activated } = this.#places;
    this.#quantise(states, hidden, count);
    this.#product(wide, feedForward, hidden, count, activated);
    this.#kernel.gelu(activated, wide.bias, feedForward, count);
    this.#quantise(activated, feedForward, count);
    this.#addProduct(narrow, feedForward, count);
  }

  /** The states become the norm of what they were and the product. */
  #addProduct(output: OutputPlace, columns: number, count: number): void {
    const { hidden, epsilon } = this.#sizes;
    const { states, change } = this.#places;
    this.#product(output, hidden, columns, count, change);
    this.#kernel.addAndNormalise(
      ...[states, change, output.bias, output.gamma, output.beta, hidden, epsilon, count],
    );
  }

  #quantise(rows: number, columns: number, count: number): void {
    const { input, magnitudes } = this.#places;
    this.#kernel.quantise(rows, columns, count, input, magnitudes, this.#offset);
  }

  #product(matrix: MatrixPlace, rows: number, columns: number, count: number, out: number): void {
    const { weights, scales, starts } = matrix;
    const { input, magnitudes } = this.#places;
    this.#kernel.product(
      ...[weights, scales, starts, rows, columns, input, magnitudes, count, out],
    );
  }
}

function place(memory: BertMemory, weights: BertWeights, sizes: BertSizes) {
  const { hidden, heads, feedForward, longest } = sizes;
  // Products are of four tokens at a time.
  const tokens = 4 * Math.ceil(longest / 4);
  const rows = (columns: number) => memory.floats(tokens * columns);
  return {
    embedding: memory.words(weights.words),
    positions: memory.vector(weights.positions, longest * hidden),
    // Of a text alone, all tokens are of the first kind.
    kind: memory.vector(weights.kinds, hidden),
    gamma: memory.vector(weights.gamma),
    beta: memory.vector(weights.beta),
    layers: memory.layers(weights),
    ids: rows(1),
    states: rows(hidden),
    words: rows(hidden),
    input: memory.integers(tokens * Math.max(hidden, feedForward)),
    magnitudes: rows(1),
    projected: rows(3 * hidden),
    keys: rows(hidden / heads),
    values: rows(hidden / heads),
    // The last four of softmax's numbers are computed together.
    scores: memory.floats(longest + 4),
    context: rows(hidden),
    change: rows(hidden),
    activated: rows(feedForward),
  };
}
