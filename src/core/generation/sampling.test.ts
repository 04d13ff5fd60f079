import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './prng';
import { argmax, logSumExp, sample } from './sampling';

/** Shares of 20,000 draws. */
function shares(logits: number[], temperature: number, topP: number): number[] {
  const random = createRandom(3);
  const counts = logits.map(() => 0);
  for (let i = 0; i < 20_000; i++) {
    counts[sample(Float32Array.from(logits), { temperature, topP }, random)]! += 1 / 20_000;
  }
  return counts;
}

describe('sample', () => {
  it('is the largest logit, the first of equals, at temperature 0', () => {
    const greedy = { temperature: 0, topP: 1 };
    expect(sample(Float32Array.of(1, 5, 5, 2), greedy, createRandom(1))).toBe(1);
  });

  it('draws each token as often as softmax says', () => {
    const drawn = shares([Math.log(0.5), Math.log(0.3), Math.log(0.2)], 1, 1);
    [0.5, 0.3, 0.2].forEach((p, i) => expect(drawn[i]).toBeCloseTo(p, 1));
  });

  it('sharpens at low temperature', () => {
    // At temperature 1/2 weights are squared: .25 : .09 : .04.
    const drawn = shares([Math.log(0.5), Math.log(0.3), Math.log(0.2)], 0.5, 1);
    expect(drawn[0]).toBeCloseTo(0.25 / 0.38, 1);
  });

  it('draws only from the smallest set that reaches topP', () => {
    const logits = [Math.log(0.5), Math.log(0.3), Math.log(0.2)];
    expect(shares(logits, 1, 0.75)[2]).toBe(0);
    expect(shares(logits, 1, 0.75)[1]).toBeCloseTo(0.375, 1);
    expect(shares(logits, 1, 0.4)[0]).toBeCloseTo(1, 6);
    expect(shares(logits, 1, 0)[0]).toBeCloseTo(1, 6);
  });

  it('never draws a forbidden token, and says -1 when all are forbidden', () => {
    expect(shares([-Infinity, 0, -Infinity, 0], 5, 1)).toEqual([
      0,
      expect.any(Number),
      0,
      expect.any(Number),
    ]);
    const none = new Float32Array(4).fill(-Infinity);
    expect(sample(none, { temperature: 1, topP: 1 }, createRandom(1))).toBe(-1);
  });

  it('draws from the true nucleus whatever the logits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -64, max: 64 }), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.05, max: 0.999, noNaN: true }),
        fc.integer(),
        (values, topP, seed) => {
          const logits = Float32Array.from(values, (value) => value / 8);
          const drawn = sample(logits, { temperature: 1, topP }, createRandom(seed));
          const likelier = logits.filter((logit) => logit > logits[drawn]!);
          const mass = Math.exp(logSumExp(likelier) - logSumExp(logits));
          expect(mass).toBeLessThan(topP + 1e-6);
        },
      ),
    );
  });
});

it('argmax is -1 when every logit is minus infinity', () => {
  expect(argmax(new Float32Array(3).fill(-Infinity))).toBe(-1);
});

it('logSumExp stays finite where exponentials overflow', () => {
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.log(2), 9);
  expect(logSumExp([])).toBe(-Infinity);
});
