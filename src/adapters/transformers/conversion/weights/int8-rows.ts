import type { LazyBytes } from '../onnx/lazy-bytes';
import { ByProduct } from './by-product';
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
  /** `[columns, rows]` bytes: transposed, as MatMulInteger wants its right side. To be written first. */
  readonly transposed: LazyBytes;
  /** `[rows]` float32; known when `transposed` was written, so that a file is read only once. */
  readonly scales: LazyBytes;
}

/** 64 bytes are a cache line: transposing by fewer rows at a time writes every line many times. */
const TILE = 64;

/** Quantises by the largest magnitude of each row, when it is written. Holds the result of one matrix. */
export function quantiseRows(matrix: WeightMatrix): Int8Rows {
  const { rows, columns } = matrix;
  const scales = new ByProduct(rows);
  return {
    transposed: {
      byteLength: rows * columns,
      async write(sink) {
        const result = await transpose(matrix);
        scales.keep(result.scales);
        await sink(result.bytes);
      },
    },
    scales: scales.bytes,
  };
}

async function transpose(
  matrix: WeightMatrix,
): Promise<{ bytes: Uint8Array; scales: Float32Array }> {
  const { rows, columns } = matrix;
  const scales = new Float32Array(rows);
  const bytes = new Uint8Array(rows * columns);
  const tile = new Uint8Array(TILE * columns);
  await matrix.forEachFloatRow((values, row) => {
    const largest = largestMagnitude(values);
    scales[row] = largest / 127;
    const inverse = scales[row] > 0 ? 1 / scales[row] : 0;
    const place = (row % TILE) * columns;
    // Adding a half and truncating rounds: the sum is never negative.
    for (let i = 0; i < columns; i++) tile[place + i] = (values[i] * inverse + 128.5) | 0;
    const height = (row % TILE) + 1;
    if (height < TILE && row + 1 < rows) return;
    const first = row + 1 - height;
    for (let i = 0; i < columns; i++) {
      const start = i * rows + first;
      for (let r = 0; r < height; r++) bytes[start + r] = tile[r * columns + i];
    }
  });
  return { bytes, scales };
}

function largestMagnitude(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i]);
    if (magnitude > largest) largest = magnitude;
  }
  return largest;
}
