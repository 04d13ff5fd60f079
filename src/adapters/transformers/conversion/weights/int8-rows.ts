import type { LazyBytes } from '../onnx/protobuf-message';
import type { WeightMatrix } from './weight-matrix';

/** Where zero lies in the unsigned bytes. */
export const INT8_ZERO = 128;

/**
 * A matrix in 8 bits with one scale a row (that is, an output): `w[row] = scale[row] (byte − 128)`.
 *
 * The bytes are unsigned because MLAS multiplies two unsigned operands exactly everywhere, while its
 * unsigned-by-signed kernel for AVX2 without VNNI saturates at 16 bits (u8·s8 pairs reach 64,770);
 * on WASM both take the same path.
 */
export interface Int8Rows {
  /** `[rows]` float32. */
  readonly scales: Float32Array;
  /** `[columns, rows]` bytes: transposed, as MatMulInteger wants its right side. */
  readonly transposed: LazyBytes;
}

/** 64 bytes are a cache line: transposing by fewer rows at a time writes every line many times. */
const TILE = 64;

/** Quantises by the largest magnitude of each row. Scales now, bytes when they are written. */
export function quantiseRows(matrix: WeightMatrix): Int8Rows {
  const { rows, columns } = matrix;
  const scales = new Float32Array(rows);
  matrix.forEachFloatRow((values, row) => {
    let largest = 0;
    for (let i = 0; i < columns; i++) {
      const magnitude = Math.abs(values[i]);
      if (magnitude > largest) largest = magnitude;
    }
    scales[row] = largest / 127;
  });
  const write = (target: Uint8Array): void => writeTransposed(matrix, scales, target);
  return { scales, transposed: { byteLength: rows * columns, write } };
}

function writeTransposed(matrix: WeightMatrix, scales: Float32Array, target: Uint8Array): void {
  const { rows, columns } = matrix;
  const tile = new Uint8Array(TILE * columns);
  matrix.forEachFloatRow((values, row) => {
    const inverse = scales[row] > 0 ? 1 / scales[row] : 0;
    const place = (row % TILE) * columns;
    // Adding a half and truncating rounds: the sum is never negative.
    for (let i = 0; i < columns; i++) tile[place + i] = (values[i] * inverse + 128.5) | 0;
    const height = (row % TILE) + 1;
    if (height < TILE && row + 1 < rows) return;
    const first = row + 1 - height;
    for (let i = 0; i < columns; i++) {
      const start = i * rows + first;
      for (let r = 0; r < height; r++) target[start + r] = tile[r * columns + i];
    }
  });
}
