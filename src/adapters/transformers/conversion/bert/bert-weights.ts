import { bytesSource } from '../byte-source';
import { ConversionError } from '../conversion-error';
import type { SafeTensor } from '../safetensors';
import type { StoredMatrix } from '../weights/weight-matrix';

/** The tensors of a BERT checkpoint, with or without the prefix `bert.`. */
export class BertWeights {
  readonly #tensors: ReadonlyMap<string, SafeTensor>;

  constructor(tensors: ReadonlyMap<string, SafeTensor>) {
    this.#tensors = tensors;
  }

  /** A `[out, in]` matrix. */
  matrix(name: string): StoredMatrix {
    const { type, bytes, shape } = this.#tensor(name);
    return { type, source: bytesSource(bytes), start: 0, rows: shape[0], columns: shape[1] };
  }

  /** All numbers of a tensor. */
  values(name: string): Float32Array {
    const { type, bytes, shape } = this.#tensor(name);
    const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
    type.dequantise(bytes, 0, values.length, values);
    return values;
  }

  #tensor(name: string): SafeTensor {
    const tensor = this.#tensors.get(name) ?? this.#tensors.get(`bert.${name}`);
    if (tensor) return tensor;
    throw new ConversionError(
      'conversion-missing-tensor',
      `The model file lacks the tensor ${name}.`,
    );
  }
}
