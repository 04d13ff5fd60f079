import { expect, test } from 'vitest';
import { changedValue } from './changed-value';

test.each([
  ['5 minutes', '10', '10 minutes'],
  ['9 minute', '11 minutes', '11 minutes'],
  ['tomorrow at 5', '6', 'tomorrow at 6'],
  ['at 8 pm today', '9 pm', 'at 9 pm today'],
  ['on monday at 9', 'Friday', 'on Friday at 9'],
  ['tomorrow', 'at 6', 'tomorrow at 6'],
  ['15 % of 80', '20 %', '20 % of 80'],
  ['15 % of 80', 'of 120', '15 % of 120'],
  ['72 fahrenheit', '80', '80 fahrenheit'],
  ['kilometers', 'in meters', 'meters'],
  ['call mum', 'dad', 'call dad'],
  ['cleaning the garage', 'the basement', 'cleaning the basement'],
  ['laundry', 'the dishes', 'the dishes'],
])('%s with “%s” in its place is %s', (before, said, after) => {
  expect(changedValue(before, said)).toBe(after);
});

test.each([
  ['kilometers', '6'],
  ['call mum', 'at 6'],
  ['5 minutes', 'eggs'],
  ['tomorrow at 5', 'oat milk'],
])('“%s” has no place for “%s”', (before, said) => {
  expect(changedValue(before, said)).toBeNull();
});
