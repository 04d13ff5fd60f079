import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../generation/prng';
import { KernelRegression } from './kernel-regression';

const CLASSES = 3;

/** Points on a line with the kernel exp(-|x - y|), which is positive definite. */
function problem(seed: number, n: number) {
  const random = createRandom(seed);
  const at = Array.from({ length: n }, () => 4 * random.next());
  const owners = at.map(() => Math.floor(CLASSES * random.next()));
  return { at, owners, ridges: at.map(() => 0.1 + random.next()) };
}

function fit({ at, owners, ridges }: ReturnType<typeof problem>) {
  const kernel = Float64Array.from(at.flatMap((a) => at.map((b) => Math.exp(-Math.abs(a - b)))));
  return new KernelRegression(kernel, ridges, owners, CLASSES);
}

const to = (at: readonly number[], x: number) =>
  Float64Array.from(at, (other) => Math.exp(-Math.abs(other - x)));

describe('kernel regression', () => {
  it('scores a class about 1 at its own points and 0 at others’', () => {
    const at = [0, 10, 20];
    const regression = fit({ at, owners: [0, 1, 2], ridges: [1e-6, 1e-6, 1e-6] });
    const scores = regression.scores(to(at, 10));
    expect([...scores].map((score) => Math.round(1000 * score) / 1000)).toEqual([0, 1, 0]);
  });

  it('says of a left-out point what a regression without it says', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 3, max: 12 }), (seed, n) => {
        const whole = problem(seed, n);
        const rest = (list: readonly number[]) => list.slice(1);
        const without = {
          at: rest(whole.at),
          owners: rest(whole.owners),
          ridges: rest(whole.ridges),
        };
        const expected = fit(without).scores(to(without.at, whole.at[0]));
        fit(whole)
          .leftOut(0)
          .forEach((score, a) => expect(score).toBeCloseTo(expected[a], 8));
      }),
    );
  });
});
