import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { capShares } from './weight-caps';

const weights = fc.array(
  fc.record({
    origin: fc.integer({ min: 0, max: 30 }).map(String),
    weight: fc.double({ min: 0.01, max: 50, noNaN: true }),
  }),
  { minLength: 1, maxLength: 60 },
);

it('leaves no origin more than a tenth of the whole where there are more than ten', () => {
  fc.assert(
    fc.property(weights, (entries) => {
      const origins = entries.map(({ origin }) => origin);
      fc.pre(new Set(origins).size > 10);
      const before = entries.map(({ weight }) => weight);
      const capped = capShares(before, origins, 0.1);
      const total = capped.reduce((a, b) => a + b, 0);
      for (const origin of origins) {
        const own = capped.filter((_, i) => origins[i] === origin).reduce((a, b) => a + b, 0);
        expect(own).toBeLessThanOrEqual(0.1 * total * (1 + 1e-9));
      }
      capped.forEach((weight, i) => expect(weight).toBeLessThanOrEqual(before[i] + 1e-12));
    }),
  );
});

it('changes nothing where few origins make the cap impossible, or none is above it', () => {
  expect(capShares([5, 1, 1], ['a', 'b', 'c'], 0.1)).toEqual([5, 1, 1]);
  const even = new Array<number>(20).fill(1);
  expect(
    capShares(
      even,
      even.map((_, i) => `o${i}`),
      0.1,
    ),
  ).toEqual(even);
});
