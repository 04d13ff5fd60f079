import { expect, it } from 'vitest';
import { storyOf } from './arithmetic-story';

it.each([
  ['if I have 40 apples and give away 12 how many are left', '40 - 12'],
  ['I had 50 dollars and spent 18, how much do I have left', '50 - 18'],
  ['Tom has eight marbles and gets 5 more, how many does he have', '8 + 5'],
  ['I had 20 euros, spent 6 and got 3 back, how much do I have', '20 - 6 + 3'],
  ['I picked 3 apples and 4 pears, how many is that in total', '3 + 4'],
  ['I bought 3 shirts at 15 dollars each, how much did I pay', '3 * 15'],
  ['a box has 12 eggs, how many eggs are in 5 boxes', '5 * 12'],
  ['one ticket costs 9.50 euros, how much do 4 tickets cost', '4 * 9.50'],
  ['share 24 cookies among 6 kids, how many does each get', '24 / 6'],
])('reads “%s” as %s', (text, expression) => {
  expect(storyOf(text)).toBe(expression);
});

it.each([
  'there are 30 students and 12 are boys, how many girls are there',
  'I have 40 apples',
  'how many apples are 12',
  'a shirt of 40 euros is 20 % off, how much is 1 shirt',
  'Ann has 3 cats, 2 dogs and buys 1 more each day, how many does she have',
  'I gave 3 of my 10 cookies to 2 friends and 4 others, how many are left',
])('does not guess at “%s”', (text) => {
  expect(storyOf(text)).toBeNull();
});
