import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arithmeticOf } from './arithmetic-text';

it.each([
  ['12 times 7', '12 * 7'],
  ['15 % of 80', '(15 / 100) * 80'],
  ['the square root of 144 plus 6', 'sqrt(144) + 6'],
  ['square root of the sum of 9 and 16', 'sqrt(9 + 16)'],
  ['add 3, 4 and 5', '3 + 4 + 5'],
  ['subtract 8 plus 2 from 90', '90 - (8 + 2)'],
  ['divide 100 by 8', '100 / 8'],
  ['two thirds of 90', '(2 / 3) * 90'],
  ['200 + 10%', '(200) * (1 + 10 / 100)'],
  ['10% off 50', '50 * (1 - 10 / 100)'],
  ['2(3+4)', '2 * (3 + 4)'],
  ['12x7', '12 * 7'],
  ['1,200 × 2', '1200 * 2'],
  ['3,5 + 1', '3.5 + 1'],
  ['5²', '(5 ^ 2)'],
  ['log of 100', 'log10(100)'],
  ['ln(2)', 'log(2)'],
  ['twice 21', '(2 * 21)'],
  ["what's 20% tip on 45", '(20 / 100) * 45'],
  ['15% tip for a $60 bill', '(15 / 100) * 60'],
  ['average of 4, 5 and 6', '(4 + 5 + 6) / 3'],
  ['20 percent more than 50', '50 * (1 + 20 / 100)'],
  ['12 less than 30', '30 - 12'],
  ['what percent of 80 is 20', '20 / 80 * 100'],
  ['20 is what percent of 80', '20 / 80 * 100'],
  ['split a bill of 120 between four people', '120 / 4'],
  ['increase 80 by 10%', '80 * (1 + 10 / 100)'],
  ['take 8 away from 20', '20 - 8'],
  ['the cube of 3', '(3 ^ 3)'],
  ['2 to the 8th power', '(2 ^ 8)'],
  ['what do 19 and 23 make', '19 + 23'],
  ['if I have 40 apples and give away 12 how many are left', '40 - 12'],
])('reads “%s” as %s', (text, expression) => {
  expect(arithmeticOf(text)).toBe(expression);
});

it.each([
  '',
  'help me with some math',
  'half',
  '8 plus',
  '(((1',
  '1 2',
  '15 % 4',
  '40 apples and 3',
  'import("x")',
  'cos(3)',
  'x = 4',
  '5; 6',
  'of 5',
])('does not take “%s” for a calculation', (text) => {
  expect(arithmeticOf(text)).toBeNull();
});

it('gives nothing but arithmetic, whatever the text', () => {
  const pieces = fc.constantFrom(
    ...['1', '2.5', 'twelve', '+', '-', '*', '/', '^', '(', ')', '%', 'of', 'and', 'add', 'half'],
    ...['sqrt', 'squared', 'import', 'evaluate', '[', '"', ';', 'f(x)', 'unit', '.', ',', '!', '='],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.constantFrom('', ' '), (parts, space) => {
      const expression = arithmeticOf(parts.join(space)) ?? '';
      expect(expression.replace(/sqrt|cbrt|log10|log|pi/g, '')).toMatch(/^[\d.\s+\-*/^()]*$/);
    }),
  );
});
