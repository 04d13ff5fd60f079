import type { ActionId } from '../memory/episode';
import { EXAMPLE_KERNEL_WIDTH, EXAMPLE_RIDGE } from './parameters';
import type { ActionExamples } from './similarity';
import { cosine } from './vector';

/** How much a request looks like the examples of each action, by action: about 1 for its own, about 0 for others'. */
export type ExampleScores = ReadonlyMap<ActionId, number>;

/**
 * Kernel ridge regression, each action against the rest, on the actions' own example requests. Kernel
 * `exp((cos - 1) / width)`. Against the largest cosine it also learns what tells two tools apart: both lists
 * say "list", only one says "groceries" (docs/decisions/2026-11-23-example-prior.md).
 * Fitting costs n^3 / 6 multiplications for n examples in all: 10 ms for 200.
 */
export class ExamplePrior {
  readonly #actions: readonly ActionId[];
  readonly #examples: readonly Float32Array[];
  /** `examples x actions`, row-major. */
  readonly #coefficients: Float64Array;

  constructor(actions: readonly ActionExamples[]) {
    this.#actions = actions.map(({ action }) => action);
    this.#examples = actions.flatMap(({ embeddings }) => embeddings);
    const owners = actions.flatMap(({ embeddings }, owner) => embeddings.map(() => owner));
    const lower = cholesky(gram(this.#examples), owners.length);
    const width = actions.length;
    this.#coefficients = new Float64Array(owners.length * width);
    for (let action = 0; action < width; action++) {
      const target = Float64Array.from(owners, (owner) => (owner === action ? 1 : 0));
      solve(lower, target).forEach((value, i) => {
        this.#coefficients[i * width + action] = value;
      });
    }
  }

  scores(embedding: Float32Array): ExampleScores {
    const width = this.#actions.length;
    const scores = new Float64Array(width);
    this.#examples.forEach((example, i) => {
      const k = kernel(example, embedding);
      for (let action = 0; action < width; action++) {
        scores[action] += k * this.#coefficients[i * width + action];
      }
    });
    return new Map(this.#actions.map((action, index) => [action, scores[index]]));
  }
}

function kernel(a: Float32Array, b: Float32Array): number {
  return Math.exp((cosine(a, b) - 1) / EXAMPLE_KERNEL_WIDTH);
}

/** Kernel matrix with the ridge on its diagonal, row-major. */
function gram(examples: readonly Float32Array[]): Float64Array {
  const n = examples.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) matrix[i * n + j] = kernel(examples[i], examples[j]);
    matrix[i * n + i] += EXAMPLE_RIDGE;
  }
  return matrix;
}

/** Lower Cholesky factor of a symmetric positive definite matrix given by its lower half; in place. */
function cholesky(matrix: Float64Array, n: number): Float64Array {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k] * matrix[j * n + k];
      matrix[i * n + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * n + j];
    }
  }
  return matrix;
}

/** x with L L^T x = b. */
function solve(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * n + k] * x[k];
    x[i] /= lower[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= lower[k * n + i] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}
