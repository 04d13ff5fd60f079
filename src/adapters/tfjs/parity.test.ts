import { describe, expect, it } from 'vitest';
import { disparity, misstep, TOLERANCE } from './parity';

const RATE = 0.02;
const gradient = Float32Array.of(0.5, -0.001, 0, 3);
const before = Float32Array.of(1, 2, 3, 4);
const step = (after: Float32Array) => ({
  loss: 1,
  weights: gradient,
  bias: new Float32Array(1),
  gradient,
  before,
  after,
});
/** Adam's first step goes the whole rate against each slope, however small, and nowhere without one. */
const right = Float32Array.of(1 - RATE, 2 + RATE, 3, 4 - RATE);

describe('the parity probe', () => {
  it('lets a right step pass, and one that is 5 % too long not', () => {
    expect(misstep(step(right), RATE)).toBeLessThan(TOLERANCE);
    const long = right.map((value, i) => before[i] + 1.05 * (value - before[i]));
    expect(misstep(step(long), RATE)).toBeGreaterThan(0.04);
  });

  it('lets no step pass that is not a number, goes the wrong way or was not taken', () => {
    expect(misstep(step(right.map(() => NaN)), RATE)).toBe(Infinity);
    expect(misstep(step(before), RATE)).toBe(1);
    const wrong = right.map((value, i) => 2 * before[i] - value);
    expect(misstep(step(wrong), RATE)).toBeGreaterThan(1);
  });

  it('sees a gradient that differs, and one that is not finite', () => {
    const other = { ...step(right), weights: gradient.map((value) => 1.01 * value) };
    expect(disparity(step(right), step(right))).toBe(0);
    expect(disparity(step(right), other)).toBeGreaterThan(TOLERANCE);
    expect(disparity(step(right), { ...other, loss: NaN })).toBe(Infinity);
  });
});
