import type { TermCase } from './term-case';
import { caseLoss } from './term-case';

const ITERATIONS = 8;
/** Step of the finite differences that the curvature is taken from. */
const DIFFERENCE = 1e-3;

/**
 * The weights under which what the user wanted is most probable, with a Gaussian prior around `defaults` worth
 * `strength` (1 / variance); without cases these are the defaults exactly. Newton's method with step halving (the
 * problem is convex). A weight is never negative.
 */
export function fitTermWeights(
  cases: readonly TermCase[],
  defaults: readonly number[],
  strength: number,
): number[] {
  const evaluate = (weights: readonly number[]) => evaluated(cases, weights, defaults, strength);
  let weights = [...defaults];
  if (cases.length === 0) return weights;
  let { loss, slope } = evaluate(weights);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const curvature = weights.map((_, t) => {
      const moved = weights.map((weight, u) => (u === t ? weight + DIFFERENCE : weight));
      return evaluate(moved).slope.map((value, u) => (value - slope[u]) / DIFFERENCE);
    });
    const step = solve(curvature, slope);
    let better = false;
    for (let share = 1; share > 0.05 && !better; share /= 2) {
      const tried = weights.map((weight, t) => Math.max(0, weight - share * step[t]));
      const found = evaluate(tried);
      if (found.loss >= loss - 1e-6) continue;
      better = true;
      weights = tried;
      ({ loss, slope } = found);
    }
    if (!better) break;
  }
  return weights;
}

function evaluated(
  cases: readonly TermCase[],
  weights: readonly number[],
  defaults: readonly number[],
  strength: number,
) {
  let loss = 0;
  const slope = weights.map((weight, t) => {
    loss += (strength / 2) * (weight - defaults[t]) ** 2;
    return strength * (weight - defaults[t]);
  });
  for (const example of cases) {
    const one = caseLoss(example, weights);
    loss += example.weight * one.loss;
    one.slope.forEach((value, t) => (slope[t] += example.weight * value));
  }
  return { loss, slope };
}

/** x with A x = b, A positive definite; Gaussian elimination without pivoting. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x = [...b];
  const rows = a.map((row) => [...row]);
  rows.forEach((pivot, i) => {
    for (let k = i + 1; k < rows.length; k++) {
      const factor = rows[k][i] / pivot[i];
      pivot.forEach((value, j) => (rows[k][j] -= factor * value));
      x[k] -= factor * x[i];
    }
  });
  for (let i = rows.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < rows.length; k++) x[i] -= rows[i][k] * x[k];
    x[i] /= rows[i][i];
  }
  return x;
}
