import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculator } from './calculator';
import { runOn } from './testing/stocked-data';
import { writeNumber } from './write-number';

const work = (expression: string) => runOn(calculator, { expression });

it.each([
  ['what is 12 times 7?', '12 times 7 is 84.'],
  ['15 % of 80', '15 % of 80 is 12.'],
  ['the square root of 144', 'The square root of 144 is 12.'],
  ['the square root of 144 plus 6', 'The square root of 144 plus 6 is 18.'],
  ['250 divided by 4', '250 divided by 4 is 62.5.'],
  ['add 17 and 25', '17 + 25 is 42.'],
  ['20 percent tip on 45 dollars', '20 percent tip on 45 dollars is 9.'],
  ['subtract 38 from 90', '90 - 38 is 52.'],
  ['8 plus 9 minus 3', '8 plus 9 minus 3 is 14.'],
  ['multiply 6 by 11', '6 * 11 is 66.'],
  ['5 squared', '5 squared is 25.'],
  ['two thirds of 90', 'Two thirds of 90 is 60.'],
  ['1200 / 16 + 3', '1200 / 16 + 3 is 78.'],
  ['0.1 + 0.2', '0.1 + 0.2 is 0.3.'],
  ['log of 100', 'Log of 100 is 2.'],
  ['the cube root of 27', 'The cube root of 27 is 3.'],
  ['two to the power of ten', 'Two to the power of ten is 1024.'],
  ['half of fifty', 'Half of fifty is 25.'],
  ['one million divided by eight', 'One million divided by eight is 125,000.'],
  ['10 / 3', '10 / 3 is 3.333333333.'],
  ['2 ^ 100', '2 ^ 100 is 1.26765 × 10^30.'],
  ['-2 ^ 2', '-2 ^ 2 is -4.'],
  ['80 - 25%', '80 - 25% is 60.'],
  ['half of 300', 'Half of 300 is 150.'],
  ['I had 50 dollars and spent 18, how much do I have left', '50 - 18 is 32.'],
])('works out “%s”', async (expression, sentence) => {
  const result = await work(expression);
  expect(result.sentence).toBe(sentence);
  expect(result.changes).toEqual([]);
});

it('gives the value as a number too', async () => {
  expect((await work('0.1 + 0.2')).data).toEqual({ expression: '0.1 + 0.2', value: 0.3 });
});

describe('says why it can’t', () => {
  it.each([
    ['help me with some math', /can’t read “help me with some math”.*for example/],
    ['import("fs")', /can’t read/],
    ['1 / 0', /no finite result/],
    ['9 ^ 9 ^ 9 ^ 9', /no finite result/],
    ['sqrt(-4)', /no result among the real numbers/],
    ['0 / 0', /no result among the real numbers/],
  ])('work out “%s”', async (expression, reason) => {
    await expect(work(expression)).rejects.toMatchObject({
      code: 'tool-failed',
      message: expect.stringMatching(reason),
    });
  });
});

it('agrees with the machine on sums of products', async () => {
  const number = fc.integer({ min: 0, max: 9999 });
  await fc.assert(
    fc.asyncProperty(number, number, number, number, async (a, b, c, d) => {
      const { data } = await work(`${a} plus ${b} times ${c} minus ${d}`);
      expect(data).toMatchObject({ value: a + b * c - d });
    }),
    { numRuns: 50 },
  );
});

it.each([
  [0, '0'],
  [-12.5, '-12.5'],
  [9999, '9999'],
  [10_000, '10,000'],
  [-1234567.891, '-1,234,567.891'],
  [1e15, '1 × 10^15'],
  [2.5e-9, '2.5 × 10^-9'],
])('writes %d as “%s”', (value, text) => {
  expect(writeNumber(value)).toBe(text);
});
