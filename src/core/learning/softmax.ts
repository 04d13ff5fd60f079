/** Probabilities of scores (nat); -Infinity gives 0. At least one score must be finite. */
export function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Kullback-Leibler divergence of `q` from `p`, nat; `q` is bounded away from 0 so that the answer is finite. */
export function divergence(p: readonly number[], q: readonly number[]): number {
  return p.reduce(
    (sum, probability, i) =>
      probability > 0 ? sum + probability * Math.log(probability / Math.max(q[i], 1e-12)) : sum,
    0,
  );
}

/** Index of the largest score, the first of equals; -1 when there is none. */
export function argmax(scores: readonly number[]): number {
  let best = -1;
  scores.forEach((score, index) => {
    if (best < 0 || score > scores[best]) best = index;
  });
  return best;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** 0 up to `floor`, 1 from `full` on, straight between. */
export function ramp(value: number, bounds: { readonly floor: number; readonly full: number }) {
  return clamp((value - bounds.floor) / (bounds.full - bounds.floor), 0, 1);
}
