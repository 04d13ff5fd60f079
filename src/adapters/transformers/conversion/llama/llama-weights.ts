import type { GgufFile } from '../gguf/gguf-file';
import type { StoredMatrix } from '../weights/weight-matrix';
import { type LlamaShape, missingTensor } from './llama-shape';

/** The tensors of a Llama GGUF by role. Matrices are views of the file. */
export class LlamaWeights {
  readonly #file: GgufFile;
  readonly #shape: LlamaShape;

  constructor(file: GgufFile, shape: LlamaShape) {
    this.#file = file;
    this.#shape = shape;
  }

  /** A `[out, in]` matrix. @throws ConversionError `missing-tensor` */
  matrix(name: string): StoredMatrix {
    const tensor = this.#file.tensors.get(name);
    if (!tensor) throw missingTensor(name);
    const [columns, rows] = tensor.dimensions;
    return { type: tensor.type, bytes: tensor.bytes, rows, columns };
  }

  vector(name: string): Float32Array {
    const tensor = this.#file.tensors.get(name);
    if (!tensor) throw missingTensor(name);
    const values = new Float32Array(tensor.dimensions[0]);
    tensor.type.dequantise(tensor.bytes, 0, values.length, values);
    return values;
  }

  query = (layer: number): StoredMatrix =>
    this.#unpermuted(`blk.${layer}.attn_q.weight`, this.#shape.headLength);
  key = (layer: number): StoredMatrix =>
    this.#unpermuted(`blk.${layer}.attn_k.weight`, this.#shape.headLength);
  value = (layer: number): StoredMatrix => this.matrix(`blk.${layer}.attn_v.weight`);

  /**
   * Angle of the rotary embedding a position, for each of the `headLength / 2` pairs. Llama 3.1
   * and later divide them by the factors in `rope_freqs.weight`.
   */
  ropeFrequencies(): Float64Array {
    const { headLength, ropeBase } = this.#shape;
    const factors = this.#file.tensors.has('rope_freqs.weight')
      ? this.vector('rope_freqs.weight')
      : undefined;
    return Float64Array.from(
      { length: headLength / 2 },
      (_, i) => ropeBase ** ((-2 * i) / headLength) / (factors?.[i] ?? 1),
    );
  }

  #unpermuted(name: string, headLength: number): StoredMatrix {
    return { ...this.matrix(name), storedRow: (row) => permutedRow(row, headLength) };
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
