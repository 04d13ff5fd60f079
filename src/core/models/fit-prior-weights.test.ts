import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../generation/prng';
import { KAPPA } from '../learning/parameters';
import { fitPriorWeights, type CalibrationCase } from './fit-prior-weights';

const ACTIONS = 6;

/** Cases in which likeness leads to the right action about three times in four; the model says what `says` says. */
function casesWith(count: number, says: (right: number, next: () => number) => number[]) {
  const random = createRandom(7);
  return Array.from({ length: count }, (_, i): CalibrationCase => {
    const right = i % ACTIONS;
    const likeness = Array.from(
      { length: ACTIONS },
      (_, a) => (a === right ? 0.45 : 0) + 0.5 * random.next(),
    );
    return { right, likeness, languageModel: says(right, () => random.next()) };
  });
}

const sure = (action: number, by: number) =>
  Array.from({ length: ACTIONS }, (_, a) => (a === action ? 0 : -by));

describe('the weight of a language model', () => {
  it('is nothing when it is surely wrong: what the examples decide stands', () => {
    const fit = fitPriorWeights(casesWith(120, (right) => sure((right + 1) % ACTIONS, 9)));
    expect(fit.languageModel).toBe(0);
    expect(fit.kappa).toBeCloseTo(KAPPA);
    expect(fit.accuracy).toBe(fit.accuracyWithout);
    expect(fit.accuracyAlone).toBe(0);
  });

  it('is nothing when it guesses', () => {
    const guess = (_: number, next: () => number) => sure(Math.floor(ACTIONS * next()), 3);
    expect(fitPriorWeights(casesWith(120, guess)).languageModel).toBe(0);
  });

  it('is nothing when its numbers are none', () => {
    const broken = casesWith(60, () => Array<number>(ACTIONS).fill(NaN));
    expect(fitPriorWeights(broken).languageModel).toBe(0);
    const overflown = casesWith(60, () => Array<number>(ACTIONS).fill(-Infinity));
    expect(fitPriorWeights(overflown)).toMatchObject({ languageModel: 0 });
  });

  it('is larger for a model that knows more, and more is decided rightly then', () => {
    const knows = (share: number) => (right: number, next: () => number) =>
      sure(next() < share ? right : Math.floor(ACTIONS * next()), 4);
    const [some, much] = [0.4, 0.9].map((share) => fitPriorWeights(casesWith(240, knows(share))));
    expect(some.languageModel).toBeGreaterThan(0);
    expect(much.languageModel / much.kappa).toBeGreaterThan(some.languageModel / some.kappa);
    expect(much.accuracy).toBeGreaterThan(much.accuracyWithout);
  });
});

it('no model makes fewer of the cases right than the examples alone do', () => {
  const opinion = fc.array(fc.double({ min: -20, max: 0, noNaN: true }), {
    minLength: ACTIONS,
    maxLength: ACTIONS,
  });
  fc.assert(
    fc.property(fc.array(opinion, { minLength: 40, maxLength: 40 }), (opinions) => {
      const cases = casesWith(40, () => []).map((one, i) => ({
        ...one,
        languageModel: opinions[i],
      }));
      const fit = fitPriorWeights(cases);
      expect(fit.accuracy).toBeGreaterThanOrEqual(fit.accuracyWithout);
    }),
    { numRuns: 30 },
  );
});

it('is the same for the same cases', () => {
  const cases = casesWith(50, (right) => sure(right, 1));
  expect(fitPriorWeights(cases)).toEqual(fitPriorWeights(cases));
});
