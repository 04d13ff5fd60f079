import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidence, evidenceNeeded, superiority } from './evidence';

/** The integral itself, by Simpson's rule. */
function integral(wins: number, losses: number): number {
  const steps = 2000;
  const value = (t: number) => t ** wins * (1 - t) ** losses;
  let sum = value(0.5) + value(1);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 0 ? 2 : 4) * value(0.5 + i / (2 * steps));
  return (2 ** (wins + losses + 1) * sum) / (6 * steps);
}

const counts = fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 25 }));

describe('evidence', () => {
  it('is the integral that defines it', () => {
    fc.assert(
      fc.property(counts, ([wins, losses]) => {
        expect(evidence(wins, losses) / integral(wins, losses)).toBeCloseTo(1, 4);
      }),
    );
  });

  it('promotes the first trial at 7–0, 10–1 and 12–2 and not one win earlier', () => {
    const needed = evidenceNeeded(1);
    expect(needed).toBe(20);
    for (const [wins, losses] of [
      [7, 0],
      [10, 1],
      [12, 2],
    ]) {
      expect(evidence(wins, losses)).toBeGreaterThanOrEqual(needed);
      expect(evidence(wins - 1, losses)).toBeLessThan(needed);
    }
  });

  it('is a fair bet: its expected value after one more coin flip is what it was', () => {
    fc.assert(
      fc.property(counts, ([wins, losses]) => {
        const next = (evidence(wins + 1, losses) + evidence(wins, losses + 1)) / 2;
        expect(next / evidence(wins, losses)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('finds a candidate without pairs as probably better as worse', () => {
    expect(superiority(0, 0)).toBeCloseTo(0.5, 12);
    expect(superiority(2, 0)).toBeCloseTo(0.875, 12);
    expect(superiority(3, 5) + superiority(5, 3)).toBeCloseTo(1, 12);
  });

  it('asks so much of all trials together that one in ten lifetimes has a false promotion', () => {
    let sum = 0;
    for (let k = 1; k < 10_000; k++) sum += 1 / evidenceNeeded(k);
    expect(sum).toBeLessThan(0.1);
    expect(sum).toBeGreaterThan(0.0999);
  });
});
