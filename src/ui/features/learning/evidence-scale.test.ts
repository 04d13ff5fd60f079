import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidence } from '../../../core/learning/evidence';
import { evidenceScale } from './evidence-scale';

const trial = (wins: number, losses: number) => ({
  candidateId: 'c',
  since: 0,
  events: wins + losses,
  wins,
  losses,
});

describe('where the evidence of a trial stands', () => {
  test('nothing known is the middle, what is needed the end', () => {
    expect(evidenceScale(trial(0, 0), 10).position).toBe(0.5);
    expect(evidenceScale(trial(5, 0), 10).position).toBe(1);
    expect(evidenceScale(trial(0, 4), 10).position).toBe(0);
  });

  test('five wins in a row prove a first candidate', () => {
    expect(evidenceScale(trial(0, 0), 10).winsToGo).toBe(5);
    expect(evidenceScale(trial(5, 0), 10).winsToGo).toBe(0);
  });

  test('a win never moves it back, and what is said to be missing is what is missing', () => {
    const counts = fc.record({
      wins: fc.nat(30),
      losses: fc.nat(30),
      needed: fc.integer({ min: 10, max: 600 }),
    });
    fc.assert(
      fc.property(counts, ({ wins, losses, needed }) => {
        const now = evidenceScale(trial(wins, losses), needed);
        expect(evidenceScale(trial(wins + 1, losses), needed).position).toBeGreaterThanOrEqual(
          now.position - 1e-9,
        );
        expect(now.position).toBeGreaterThanOrEqual(0);
        expect(now.position).toBeLessThanOrEqual(1);
        expect(evidence(wins + now.winsToGo, losses)).toBeGreaterThanOrEqual(needed);
        if (now.winsToGo > 0) {
          expect(evidence(wins + now.winsToGo - 1, losses)).toBeLessThan(needed);
        }
      }),
    );
  });
});
