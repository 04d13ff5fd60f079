import { KernelMemory } from '../kernel-memory';
import type { Initializer } from '../onnx-initializers';
import type { BertWeights, StoredMatrix, StoredOutput } from './bert-weights';
import type { BertKernel } from './bert-kernel';
import { interleave, turn } from './turn-matrix';

/** The sizes that define a BERT encoder. */
export interface BertSizes {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly feedForward: number;
  readonly epsilon: number;
  /** Tokens of the longest text. */
  readonly longest: number;
}

/** Where a table of words lies, and its rows' scales. */
export interface WordsPlace {
  readonly weights: number;
  readonly scales: number;
}

/** Where a matrix lies; `starts` is what each row's sum starts from. */
export interface MatrixPlace extends WordsPlace {
  readonly starts: number;
}

export interface OutputPlace extends MatrixPlace {
  readonly bias: number;
  readonly gamma: number;
  readonly beta: number;
}

export interface LayerPlace {
  /** Query, key and value as one matrix. */
  readonly projection: MatrixPlace & { readonly bias: number };
  readonly attended: OutputPlace;
  readonly wide: MatrixPlace & { readonly bias: number };
  readonly narrow: OutputPlace;
}

/** Activations are in steps of 1/127 of a token's largest one. */
const STEP = Math.fround(1 / 127);

/** Puts a model's weights into a memory of its own, and keeps room for what is computed. */
export class BertMemory {
  readonly #model: Uint8Array;
  readonly #kernel: BertKernel;
  readonly #room = new KernelMemory();
  /** Written when all is placed: only then is the memory's size known. */
  readonly #writes: ((buffer: ArrayBuffer) => void)[] = [];

  constructor(model: Uint8Array, kernel: BertKernel) {
    this.#model = model;
    this.#kernel = kernel;
  }

  floats(count: number): number {
    return this.#room.take(4 * count);
  }

  /** Of a product's input. */
  integers(count: number): number {
    return this.#room.take((4 / this.#kernel.together) * count);
  }

  /** `count` of the numbers of a float32 vector or table; all by default. */
  vector(stored: Initializer, count = stored.bytes / 4): number {
    const place = this.floats(count);
    this.#write((buffer) =>
      new Float32Array(buffer, place, count).set(this.#floatsOf(stored, count)),
    );
    return place;
  }

  /** The words' rows, which are looked up. */
  words({ matrix, scales }: StoredMatrix): WordsPlace {
    const weights = this.#room.take(matrix.bytes);
    this.#write((buffer) =>
      turn(this.#model, matrix, new Int8Array(buffer, weights, matrix.bytes)),
    );
    return { weights, scales: this.vector(scales) };
  }

  /** Matrices of the same input as one. */
  product(...parts: readonly StoredMatrix[]): MatrixPlace {
    const bytes = parts.reduce((sum, { matrix }) => sum + matrix.bytes, 0);
    const rows = parts.reduce((sum, { scales }) => sum + scales.bytes / 4, 0);
    const weights = this.#room.take(bytes);
    const place = { weights, scales: this.floats(rows), starts: this.floats(rows) };
    this.#write((buffer) => this.#writeProduct(buffer, parts, place));
    return place;
  }

  output({ product, bias, gamma, beta }: StoredOutput): OutputPlace {
    return {
      ...this.product(product),
      bias: this.vector(bias),
      gamma: this.vector(gamma),
      beta: this.vector(beta),
    };
  }

  layers(weights: BertWeights): LayerPlace[] {
    return weights.layers.map((layer) => ({
      projection: {
        ...this.product(layer.query, layer.key, layer.value),
        bias: this.vector(layer.attentionBias),
      },
      attended: this.output(layer.attended),
      wide: { ...this.product(layer.wide), bias: this.vector(layer.wideBias) },
      narrow: this.output(layer.narrow),
    }));
  }

  /** The memory with all that was placed. */
  fill(): WebAssembly.Memory {
    const { pages } = this.#room;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    for (const write of this.#writes) write(memory.buffer);
    return memory;
  }

  #writeProduct(
    buffer: ArrayBuffer,
    parts: readonly StoredMatrix[],
    { weights, scales, starts }: MatrixPlace,
  ): void {
    const { together, offset } = this.#kernel;
    for (const { matrix, scales: stored } of parts) {
      const target = new Int8Array(buffer, weights, matrix.bytes);
      const sums = interleave(this.#model, matrix, together, target);
      const steps = this.#floatsOf(stored).map((scale) => scale * STEP);
      new Float32Array(buffer, scales, steps.length).set(steps);
      // Takes off again what the offset of the input adds to a sum.
      new Int32Array(buffer, starts, sums.length).set(sums.map((sum) => -offset * sum));
      weights += matrix.bytes;
      scales += 4 * steps.length;
      starts += 4 * sums.length;
    }
  }

  #write(write: (buffer: ArrayBuffer) => void): void {
    this.#writes.push(write);
  }

  /** Copied: the numbers lie anywhere in the file. */
  #floatsOf({ offset, bytes }: Initializer, count = bytes / 4): Float32Array {
    return new Float32Array(this.#model.slice(offset, offset + 4 * count).buffer);
  }
}
