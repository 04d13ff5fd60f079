import { EPSILON } from './adam';
import type { FullStep, StepResult } from './gradient';

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

/**
 * How far the optimizer's step is from what its own gradient asks for, g / (|g| + epsilon) in Adam's first step.
 * Not compared between backends: where a gradient is all rounding its sign is too, and that decides the step.
 */
export function misstep({ gradient, before, after }: FullStep, rate: number): number {
  const moved = after.map((value, i) => value - before[i]);
  const asked = gradient.map((slope) => (-rate * slope) / (Math.abs(slope) + EPSILON));
  const off = relative(moved, asked);
  return Number.isFinite(off) ? off : Infinity;
}

/** Length of the difference by length of the longer one; 0 when both are zero. */
function relative(a: Float32Array, b: Float32Array): number {
  const difference = length(a.map((value, i) => value - b[i]));
  const scale = Math.max(length(a), length(b));
  return difference === 0 ? 0 : difference / scale;
}

const length = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
