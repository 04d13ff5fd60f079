import { ConversionError } from '../conversion-error';
import type { GgufFile } from '../gguf/gguf-file';
import type { GgufTensor } from '../gguf/gguf-header';
import { type LazyBytes, lazyFloats } from '../onnx/lazy-bytes';
import type { RowOrder, StoredMatrix } from '../weights/weight-matrix';
import { type LlamaShape, missingTensor } from './llama-shape';

/** Which of the projections in front of attention. */
type Projection = 'q' | 'k' | 'v';

/** Factors of the rotary frequencies: Llama 3.1 and later. */
const ROPE_FACTORS = 'rope_freqs.weight';

/** The tensors of a Llama-layout GGUF by role; nothing is read before it is written. */
export class LlamaWeights {
  readonly #file: GgufFile;
  readonly #shape: LlamaShape;
  readonly #used = new Set<string>([ROPE_FACTORS]);

  constructor(file: GgufFile, shape: LlamaShape) {
    this.#file = file;
    this.#shape = shape;
  }

  /** A `[rows, columns]` matrix. @throws ConversionError `missing-tensor`, `unsupported-shape` */
  matrix(name: string, rows: number, columns: number): StoredMatrix {
    const { type, start } = this.#tensor(name, [columns, rows]);
    return { type, source: this.#file.source, start, rows, columns };
  }

  /** As float32. @throws ConversionError as `matrix` */
  vector(name: string, length: number): LazyBytes {
    const tensor = this.#tensor(name, [length]);
    return lazyFloats(length, () => this.#read(tensor));
  }

  /** The matrix in front of attention, its rows in the order of Hugging Face's layout. */
  projection(layer: number, part: Projection): StoredMatrix {
    const rows = this.#width(part);
    const matrix = this.matrix(`blk.${layer}.attn_${part}.weight`, rows, this.#shape.hidden);
    return { ...matrix, order: this.#order(part) };
  }

  /** The biases of q, k and v, one behind the other. */
  projectionBias(layer: number): LazyBytes {
    const parts = (['q', 'k', 'v'] as const).map((part) => ({
      tensor: this.#tensor(`blk.${layer}.attn_${part}.bias`, [this.#width(part)]),
      order: this.#order(part),
    }));
    return lazyFloats(this.#width('q') + 2 * this.#width('k'), async () => {
      const values: number[] = [];
      for (const { tensor, order } of parts) {
        const stored = await this.#read(tensor);
        stored.forEach((_, row) => values.push(stored[order?.storedRow(row) ?? row]));
      }
      return Float32Array.from(values);
    });
  }

  /**
   * `cos` or `sin` of the angles of the rotary embedding, `[context, headLength / 2]`: by position, for each of the
   * pairs. Llama 3.1 and later divide the frequencies by factors.
   */
  rotaryTable(kind: 'cos' | 'sin'): LazyBytes {
    const { context, headLength, ropeBase } = this.#shape;
    const pairs = headLength / 2;
    const factors = this.#file.tensors.has(ROPE_FACTORS)
      ? this.#tensor(ROPE_FACTORS, [pairs])
      : undefined;
    return lazyFloats(context * pairs, async () => {
      const divisors = factors && (await this.#read(factors));
      const table = new Float32Array(context * pairs);
      for (let i = 0; i < pairs; i++) {
        const frequency = ropeBase ** ((-2 * i) / headLength) / (divisors?.[i] ?? 1);
        for (let position = 0; position < context; position++) {
          table[position * pairs + i] = Math[kind](position * frequency);
        }
      }
      return table;
    });
  }

  /**
   * Refuses a file with weights that nobody asked for: the model would run without a part of it.
   * @throws ConversionError `unsupported-architecture`
   */
  assertAllUsed(): void {
    for (const name of this.#file.tensors.keys()) {
      if (this.#used.has(name)) continue;
      throw new ConversionError(
        'conversion-unsupported-architecture',
        `The model has weights that its architecture (${this.#shape.architecture.name}) does not know here: ${name}.`,
      );
    }
  }

  #width(part: Projection): number {
    const { heads, keyValueHeads, headLength } = this.#shape;
    return (part === 'q' ? heads : keyValueHeads) * headLength;
  }

  #order(part: Projection): RowOrder | undefined {
    const { architecture, headLength } = this.#shape;
    if (part === 'v' || !architecture.permuted) return undefined;
    return { group: headLength, storedRow: (row) => permutedRow(row, headLength) };
  }

  #tensor(name: string, dimensions: readonly number[]): GgufTensor {
    const tensor = this.#file.tensors.get(name);
    if (!tensor) throw missingTensor(name);
    this.#used.add(name);
    if (String(tensor.dimensions) === String(dimensions)) return tensor;
    throw new ConversionError(
      'conversion-unsupported-shape',
      `The tensor ${name} is ${tensor.dimensions.join(' x ')}; ${dimensions.join(' x ')} was expected.`,
    );
  }

  async #read({ type, start, byteLength, dimensions }: GgufTensor): Promise<Float32Array> {
    const values = new Float32Array(dimensions[0]);
    const bytes = await this.#file.source.read(start, start + byteLength);
    type.dequantise(bytes, 0, values.length, values);
    return values;
  }
}

/**
 * Where GGUF keeps row `row` of q or k. llama.cpp rotates neighbouring rows, Hugging Face's layout
 * the rows i and i + d/2 of a head, so each head is stored as `[d/2, 2]` instead of `[2, d/2]`.
 */
export function permutedRow(row: number, headLength: number): number {
  const within = row % headLength;
  const halfLength = headLength / 2;
  const [part, pair] = [Math.floor(within / halfLength), within % halfLength];
  return row - within + pair * 2 + part;
}
