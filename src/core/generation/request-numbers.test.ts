import { expect, it } from 'vitest';
import { numberWords, requestNumbers } from './request-numbers';

it.each([
  ['set a timer for 10 minutes', [10]],
  ['a tip of 15 % on 23.50', [15, 23.5]],
  ['15% of $1,250.75', [15, 1250.75]],
  ['3,5 km', [3.5]],
  ['it is -5 degrees, not 5-6', [-5, 5, 6]],
  ['wake me at 7:30pm', [7, 30]],
  ['on May 2nd, 2025.', [2, 2025]],
  ['twenty-five eggs and three limes', [25, 3]],
  ['Seventy five, then nineteen', [75, 19]],
  ['two hundred and five', [205]],
  ['a hundred or three thousand', [100, 3000]],
  ['one two three', [1, 2, 3]],
  ['half an hour', [0.5]],
  ['a dozen rolls', [12]],
  ['half a dozen rolls', [6]],
  ['two dozen rolls', [24]],
  ['someone often weighs a ton', []],
  ['', []],
])('finds the numbers in “%s”', (request, numbers) => {
  expect(requestNumbers(request)).toEqual(numbers);
});

it('names each number once', () => {
  expect(requestNumbers('5 and 5 and five')).toEqual([5]);
});

it('keeps the words that say a number first', () => {
  const words = numberWords('Twenty-five eggs, two hundred and five limes and 1,000 figs');
  expect([...words]).toEqual([
    [1000, '1,000'],
    [25, 'Twenty-five'],
    [205, 'two hundred and five'],
  ]);
});
