import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codedState, roundedState, sentenceCodes } from './sentence-code';
import { cosine, norm } from './vector';

/** States of length 1 of a width that encoders have, with a few loud directions as real ones have. */
const state = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 384, maxLength: 384 })
  .map((values) => {
    const raw = Float32Array.from(values, (value) => value ** 3 + 1e-3);
    const length = norm(raw);
    return raw.map((value) => value / length);
  });

describe('a sentence state in 8 bits', () => {
  it('has length 1 and points where the original does', () => {
    fc.assert(
      fc.property(state, (original) => {
        const rounded = roundedState(original);
        expect(norm(rounded)).toBeCloseTo(1, 6);
        expect(cosine(rounded, original)).toBeGreaterThan(0.9998);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same to the last bit when it is stored and read, however often', () => {
    fc.assert(
      fc.property(state, (original) => {
        const rounded = roundedState(original);
        expect(codedState(sentenceCodes(rounded))).toEqual(rounded);
        expect(sentenceCodes(codedState(sentenceCodes(rounded)))).toEqual(sentenceCodes(rounded));
      }),
      { numRuns: 50 },
    );
  });

  it('of nothing is nothing', () => {
    expect(roundedState(new Float32Array(4))).toEqual(new Float32Array(4));
  });
});
