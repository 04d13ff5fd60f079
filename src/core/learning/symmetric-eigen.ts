/** Eigenvalues, largest first, and their eigenvectors as rows of a row-major `n x n` matrix. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const SWEEPS = 30;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, row-major `n x n`, by cyclic Jacobi rotations (Golub & Van
 * Loan, Matrix Computations, 8.5). Deterministic. 384 x 384 takes seconds: it is done once per encoder.
 */
export function symmetricEigen(symmetric: Float64Array, n: number): Eigen {
  const matrix = symmetric.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  const scale = matrix.reduce((sum, value) => sum + value * value, 0);

  for (let sweep = 0; sweep < SWEEPS && offDiagonal(matrix, n) > 1e-18 * scale; sweep++) {
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) rotate(matrix, vectors, n, p, q);
    }
  }
  return sorted(matrix, vectors, n);
}

function offDiagonal(matrix: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) sum += matrix[i * n + j] ** 2;
  }
  return sum;
}

/** Makes element (p, q) zero. Only the rows p and q are rotated in full; the columns follow by symmetry. */
function rotate(matrix: Float64Array, vectors: Float64Array, n: number, p: number, q: number) {
  const apq = matrix[p * n + q];
  const app = matrix[p * n + p];
  const aqq = matrix[q * n + q];
  if (Math.abs(apq) <= 1e-15 * Math.sqrt(Math.abs(app * aqq)) || apq === 0) return;
  const theta = (aqq - app) / (2 * apq);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(tangent * tangent + 1);
  const sin = tangent * cos;

  rotateRows(matrix, n, p, q, cos, sin);
  for (let k = 0; k < n; k++) {
    matrix[k * n + p] = matrix[p * n + k];
    matrix[k * n + q] = matrix[q * n + k];
  }
  matrix[p * n + p] = app - tangent * apq;
  matrix[q * n + q] = aqq + tangent * apq;
  matrix[p * n + q] = 0;
  matrix[q * n + p] = 0;
  rotateRows(vectors, n, p, q, cos, sin);
}

function rotateRows(
  matrix: Float64Array,
  n: number,
  p: number,
  q: number,
  cos: number,
  sin: number,
) {
  const offsetP = p * n;
  const offsetQ = q * n;
  for (let k = 0; k < n; k++) {
    const x = matrix[offsetP + k];
    const y = matrix[offsetQ + k];
    matrix[offsetP + k] = cos * x - sin * y;
    matrix[offsetQ + k] = sin * x + cos * y;
  }
}

/** The sign of a vector is arbitrary: its largest component is made positive, so that hashes repeat. */
function sorted(matrix: Float64Array, vectors: Float64Array, n: number): Eigen {
  const order = Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => matrix[b * n + b] - matrix[a * n + a] || a - b);
  const values = new Float64Array(n);
  const rows = new Float64Array(n * n);
  order.forEach((from, to) => {
    values[to] = matrix[from * n + from];
    const vector = vectors.subarray(from * n, (from + 1) * n);
    const peak = vector.reduce((top, value) => (Math.abs(value) > Math.abs(top) ? value : top), 0);
    vector.forEach((value, k) => (rows[to * n + k] = peak < 0 ? -value : value));
  });
  return { values, vectors: rows };
}
