import type { Initializer } from '../onnx-initializers';

/** Rows of a matrix that the kernel computes together. */
const BLOCK = 8;

/**
 * `[columns, rows]` bytes with zero at 128 as the kernel's product reads them: int8 `[rows / 8, columns / together, 8,
 * together]`. Returns the sum of each row.
 */
export function interleave(
  model: Uint8Array,
  { shape, offset }: Initializer,
  together: number,
  target: Int8Array,
): Int32Array {
  const [columns, rows] = shape as [number, number];
  const sums = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const block = row - (row % BLOCK);
    const start = block * columns + together * (row - block);
    for (let column = 0; column < columns; column++) {
      const side = column % together;
      const weight = model[offset + column * rows + row]! - 128;
      target[start + BLOCK * (column - side) + side] = weight;
      sums[row]! += weight;
    }
  }
  return sums;
}

/** A cache line of the stored rows at a time. */
const TILE = 64;

/** The same bytes as int8 `[rows, columns]`. */
export function turn(model: Uint8Array, { shape, offset }: Initializer, target: Int8Array): void {
  const [columns, rows] = shape as [number, number];
  for (let first = 0; first < rows; first += TILE) {
    const end = Math.min(first + TILE, rows);
    for (let column = 0; column < columns; column++) {
      const line = offset + column * rows;
      for (let row = first; row < end; row++) {
        target[row * columns + column] = model[line + row]! - 128;
      }
    }
  }
}
