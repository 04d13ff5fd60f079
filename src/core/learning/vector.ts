/** Inner product of `a` and the `a.length` floats of `b` from `offset` on. */
export function dot(a: Float32Array, b: Float32Array, offset = 0): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[offset + i];
  return sum;
}

/** Euclidean length. */
export function norm(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** Cosine of two vectors of length 1, which sentence states are; bounded against rounding. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return Math.min(1, Math.max(-1, dot(a, b)));
}

/** Row `index` of a row-major matrix, as a view. */
export function row(matrix: Float32Array, index: number, width: number): Float32Array {
  return matrix.subarray(index * width, (index + 1) * width);
}

/** The rows one below the other, row-major. */
export function stack(rows: readonly Float32Array[], width: number): Float32Array {
  const matrix = new Float32Array(rows.length * width);
  rows.forEach((values, index) => matrix.set(values, index * width));
  return matrix;
}
