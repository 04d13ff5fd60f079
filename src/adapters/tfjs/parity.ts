import type { StepResult } from './gradient';

/** Two backends sum in another order; a wrong kernel is off by far more (4.22's WebGPU product: 28 %). */
export const TOLERANCE = 1e-3;

/** Largest difference of the two results, relative to the larger of their gradients; Infinity when not finite. */
export function disparity(a: StepResult, b: StepResult): number {
  const differences = [
    Math.abs(a.loss - b.loss) / Math.max(Math.abs(a.loss), Math.abs(b.loss), 1e-6),
    relative(a.weights, b.weights),
    relative(a.bias, b.bias),
  ];
  return differences.every(Number.isFinite) ? Math.max(...differences) : Infinity;
}

/** Length of the difference by length of the longer one; 0 when both are zero. */
function relative(a: Float32Array, b: Float32Array): number {
  const difference = length(a.map((value, i) => value - b[i]));
  const scale = Math.max(length(a), length(b));
  return difference === 0 ? 0 : difference / scale;
}

const length = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
