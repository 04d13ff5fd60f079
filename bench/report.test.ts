import { expect, it } from 'vitest';
import { estimate, estimateRatio, estimateTotals } from './report';

it('gives the mean with Student’s interval', () => {
  // Standard error 1, 3 degrees of freedom: 3.182 on either side.
  const { mean, low, high } = estimate([8, 10, 10, 12].map((x) => x * Math.sqrt(1.5)));
  expect(mean).toBeCloseTo(12.247, 2);
  expect(high - mean).toBeCloseTo(3.182, 2);
  expect(mean - low).toBeCloseTo(3.182, 2);
});

it('gives a single sample as its own interval', () => {
  expect(estimate([5])).toEqual({ mean: 5, low: 5, high: 5 });
});

it('gives the ratio of paired samples, whatever their common drift', () => {
  const ratio = estimateRatio([2, 4, 20], [1, 2, 10]);
  expect(ratio.mean).toBeCloseTo(2, 9);
  expect(ratio.high - ratio.low).toBeCloseTo(0, 9);
});

it('gives the ratio of sums where some samples are 0, wider the less they agree', () => {
  const ratio = estimateTotals([4, 2, 6], [2, 0, 4]);
  expect(ratio.mean).toBe(2);
  expect(ratio.low).toBeLessThan(2);
  expect(ratio.high).toBeGreaterThan(2);
  const even = estimateTotals([4, 2, 6], [2, 1, 3]);
  expect(even).toEqual({ mean: 2, low: 2, high: 2 });
});
