/**
 * Kernel ridge regression of each class against the rest, closed form, with what every point would be given by the
 * others alone: leaving one out costs nothing once the inverse is known (Rifkin & Lippert 2007). n^3 / 2
 * multiplications for n points: half a millisecond for 96.
 */
export class KernelRegression {
  readonly #owners: readonly number[];
  readonly #classes: number;
  /** (K + ridge)^-1, `n x n`, row-major. */
  readonly #inverse: Float64Array;

  /** `kernel` is `n x n`, of which the lower half is read; `ridges` and `owners` (each point's class) have length n. */
  constructor(
    kernel: Float64Array,
    ridges: ArrayLike<number>,
    owners: readonly number[],
    classes: number,
  ) {
    this.#owners = owners;
    this.#classes = classes;
    this.#inverse = inverse(kernel, ridges, owners.length);
  }

  /** Per class, about 1 for its own requests and 0 for others'; `values` are the kernel values to the n points. */
  scores(values: Float64Array): Float64Array {
    const n = this.#owners.length;
    const scores = new Float64Array(this.#classes);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += this.#inverse[i * n + j] * values[j];
      scores[this.#owners[i]] += sum;
    }
    return scores;
  }

  /** The scores that all others give to the `i`-th point. */
  leftOut(i: number): Float64Array {
    const n = this.#owners.length;
    const scores = new Float64Array(this.#classes);
    for (let j = 0; j < n; j++) scores[this.#owners[j]] -= this.#inverse[i * n + j];
    for (let a = 0; a < scores.length; a++) scores[a] /= this.#inverse[i * n + i];
    scores[this.#owners[i]] += 1;
    return scores;
  }
}

/** Inverse of a symmetric positive definite matrix with something added to its diagonal. */
function inverse(matrix: Float64Array, diagonal: ArrayLike<number>, n: number): Float64Array {
  const root = invertedFactor(choleskyFactor(matrix, diagonal, n), n);
  const result = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i <= k; i++) {
      const value = root[k * n + i];
      for (let j = 0; j <= i; j++) result[i * n + j] += value * root[k * n + j];
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) result[j * n + i] = result[i * n + j];
  return result;
}

/** L, lower, with L L^T = matrix + diagonal. */
function choleskyFactor(matrix: Float64Array, diagonal: ArrayLike<number>, n: number) {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] + (i === j ? diagonal[i] : 0);
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
      factor[i * n + j] = i === j ? Math.sqrt(sum) : sum / factor[j * n + j];
    }
  }
  return factor;
}

/** L^-1, lower. */
function invertedFactor(factor: Float64Array, n: number): Float64Array {
  const inverted = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const scale = 1 / factor[i * n + i];
    for (let k = 0; k < i; k++) {
      const value = factor[i * n + k] * scale;
      for (let j = 0; j <= k; j++) inverted[i * n + j] -= value * inverted[k * n + j];
    }
    inverted[i * n + i] = scale;
  }
  return inverted;
}
