import { describe, expect, it } from 'vitest';
import type { Sample } from './summary';
import { summarise } from './summary';

/** A run over 100 events of which the first `right` are right. */
const sample = (seed: number, right: number, metrics = {}): Sample => ({
  seed,
  hits: Array.from({ length: 100 }, (_, i) => i < right),
  frozen: 0.5,
  probe: 0.9,
  metrics,
});

describe('the summary of an arm', () => {
  it('counts regret and accuracy, and only where there were as many events', () => {
    const { regret, accuracy50, accuracyLast100, accuracy200 } = summarise([sample(0, 80)]);
    expect(regret?.mean).toBe(20);
    expect(accuracy50?.mean).toBe(1);
    expect(accuracyLast100?.mean).toBe(0.8);
    expect(accuracy200).toBeUndefined();
  });

  it('says which part of the gap to the probe was closed', () => {
    expect(summarise([sample(0, 50)]).gapClosedLast100?.mean).toBeCloseTo(0, 9);
    expect(summarise([sample(0, 90)]).gapClosedLast100?.mean).toBeCloseTo(1, 9);
    const { gapClosedLast100 } = summarise([sample(0, 60), sample(1, 80)]);
    expect(gapClosedLast100?.mean).toBeCloseTo(0.5, 9);
    expect(gapClosedLast100?.low).toBeLessThan(0);
  });
});
