export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.96;

/** Rate of `successes` in `count` (>= 1) with its 95 % score interval (Wilson 1927). */
export function wilson(successes: number, count: number): Interval {
  const mean = successes / count;
  const shrink = 1 + (Z * Z) / count;
  const centre = (mean + (Z * Z) / (2 * count)) / shrink;
  const half =
    (Z * Math.sqrt((mean * (1 - mean)) / count + (Z * Z) / (4 * count * count))) / shrink;
  return { mean, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
