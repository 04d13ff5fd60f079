import { floatBytes } from './float-text';
import { EIGENVALUE_FLOOR, PHI_DIMENSIONS } from './parameters';
import { sha256 } from './sha256';
import { symmetricEigen } from './symmetric-eigen';
import { dot, norm } from './vector';

/** The frozen features: phi(x) = sqrt(d) normalise(A (e(x) - mean)). What is learned is bound to its hash. */
export interface Projection {
  /** Length of a sentence state. */
  readonly inputs: number;
  /** d: length of phi. */
  readonly dimensions: number;
  readonly mean: Float32Array;
  /** A, row-major `dimensions x inputs`: whitened principal directions. */
  readonly matrix: Float32Array;
  /** SHA-256 of mean and matrix. */
  readonly hash: string;
}

/**
 * Fits A on unlabelled states by principal component analysis. A direction with variance v is divided by
 * sqrt(v + floor), so that directions that hardly vary don't become noise as loud as the rest.
 */
export function fitProjection(
  embeddings: readonly Float32Array[],
  dimensions = PHI_DIMENSIONS,
): Projection {
  const inputs = embeddings[0].length;
  const size = Math.min(dimensions, inputs);
  const mean = meanOf(embeddings, inputs);
  const { values, vectors } = symmetricEigen(covariance(embeddings, mean), inputs);
  const floor = EIGENVALUE_FLOOR * values[0];
  const matrix = new Float32Array(size * inputs);
  for (let i = 0; i < size; i++) {
    const scale = 1 / Math.sqrt(Math.max(values[i], 0) + floor || 1);
    for (let k = 0; k < inputs; k++) matrix[i * inputs + k] = vectors[i * inputs + k] * scale;
  }
  return { inputs, dimensions: size, mean, matrix, hash: projectionHash(mean, matrix) };
}

export function projectionHash(mean: Float32Array, matrix: Float32Array): string {
  const bytes = new Uint8Array(4 * (mean.length + matrix.length));
  bytes.set(floatBytes(mean));
  bytes.set(floatBytes(matrix), 4 * mean.length);
  return sha256(bytes);
}

/** phi of one sentence state, `dimensions` floats of length sqrt(d); zero for the mean itself. */
export function project(projection: Projection, embedding: Float32Array): Float32Array {
  const { inputs, dimensions, mean, matrix } = projection;
  const centred = embedding.map((value, k) => value - mean[k]);
  const phi = new Float32Array(dimensions);
  for (let i = 0; i < dimensions; i++) phi[i] = dot(centred, matrix, i * inputs);
  const length = norm(phi);
  return length === 0 ? phi : phi.map((value) => (value * Math.sqrt(dimensions)) / length);
}

function meanOf(embeddings: readonly Float32Array[], inputs: number): Float32Array {
  const sums = new Float64Array(inputs);
  for (const embedding of embeddings) embedding.forEach((value, k) => (sums[k] += value));
  return Float32Array.from(sums, (sum) => sum / embeddings.length);
}

function covariance(embeddings: readonly Float32Array[], mean: Float32Array): Float64Array {
  const n = mean.length;
  const matrix = new Float64Array(n * n);
  for (const embedding of embeddings) {
    const centred = embedding.map((value, k) => value - mean[k]);
    for (let i = 0; i < n; i++) {
      const value = centred[i] / embeddings.length;
      for (let k = 0; k <= i; k++) matrix[i * n + k] += value * centred[k];
    }
  }
  for (let i = 0; i < n; i++) for (let k = 0; k < i; k++) matrix[k * n + i] = matrix[i * n + k];
  return matrix;
}
