import { expect, it } from 'vitest';
import { createRandom } from './prng';

function draw(seed: number, count: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
}

it('gives the same sequence for the same seed and another for another seed', () => {
  expect(draw(7, 5)).toEqual(draw(7, 5));
  expect(draw(7, 5)).not.toEqual(draw(8, 5));
});

it('is uniform in [0, 1): each tenth gets its share of 20,000 draws', () => {
  const tenths = new Array<number>(10).fill(0);
  for (const value of draw(1, 20_000)) tenths[Math.floor(value * 10)]! += 1;
  // Standard deviation of a share is 42; 250 is six of them.
  for (const share of tenths) expect(Math.abs(share - 2000)).toBeLessThan(250);
});
