import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withDigits } from './number-words';

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety';

/** A whole number below 10^9 in words, the way people write them. */
function spell(value: number): string {
  if (value < 20) return small.split(' ')[value];
  if (value < 100) {
    const rest = value % 10;
    return tens.split(' ')[Math.floor(value / 10) - 2] + (rest > 0 ? `-${spell(rest)}` : '');
  }
  const [scale, name, link] =
    value < 1000
      ? [100, 'hundred', ' and ']
      : value < 1e6
        ? [1000, 'thousand', ' ']
        : [1e6, 'million', ' '];
  const rest = value % scale;
  return `${spell(Math.floor(value / scale))} ${name}${rest > 0 ? `${link}${spell(rest)}` : ''}`;
}

it('reads back every number below a thousand million from its words', () => {
  fc.assert(
    fc.property(fc.nat({ max: 999_999_999 }), (value) => {
      expect(withDigits(`about ${spell(value)} of them`)).toBe(`about ${value} of them`);
    }),
  );
});

it.each([
  ['add two and three', 'add 2 and 3'],
  ['a hundred or a thousand', '100 or 1000'],
  ['3 million or two dozen', '3000000 or 24'],
  ['half a dozen eggs', '6 eggs'],
  ['three point five', '3.5'],
  ['two and a half hours', '2.5 hours'],
  ['a couple of days', '2 days'],
  ['one two three', '1 2 3'],
  ['the twenty-first of May', 'the twenty-first of May'],
  ['Forty Five', '45'],
  ['someone weighs a ton', 'someone weighs a ton'],
  ['15 and 7', '15 and 7'],
])('turns “%s” into “%s”', (text, digits) => {
  expect(withDigits(text)).toBe(digits);
});
