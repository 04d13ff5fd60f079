import type { Head } from '../../core/learning/snapshot';

/** Weights and bias of a head as one matrix, `(dimensions + 1) x actions`, the bias in its last row. */
export function headMatrix({ actions, dimensions, weights, bias }: Head): Float32Array {
  const width = actions.length;
  const matrix = new Float32Array((dimensions + 1) * width);
  for (let action = 0; action < width; action++) {
    for (let k = 0; k < dimensions; k++) {
      matrix[k * width + action] = weights[action * dimensions + k];
    }
  }
  matrix.set(bias, dimensions * width);
  return matrix;
}

/** The inverse: a head like `like` with the weights and bias of the matrix. */
export function matrixHead(matrix: Float32Array, like: Head): Head {
  const { actions, dimensions } = like;
  const width = actions.length;
  const weights = new Float32Array(width * dimensions);
  for (let action = 0; action < width; action++) {
    for (let k = 0; k < dimensions; k++) {
      weights[action * dimensions + k] = matrix[k * width + action];
    }
  }
  return { ...like, weights, bias: matrix.slice(dimensions * width) };
}
