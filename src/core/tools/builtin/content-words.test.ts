import { expect, it } from 'vitest';
import { contentWords, wordsOf } from './content-words';

it.each([
  ['dishes', 'dish'],
  ['batteries', 'battery'],
  ['eggs', 'egg'],
  ['cleaned', 'cleaning'],
  ['running', 'run'],
  ['baking', 'bake'],
  ["Anna's", 'anna'],
  ['Anna’s', 'anna'],
])('“%s” meets “%s”', (one, other) => {
  expect(contentWords(one)).toEqual(contentWords(other));
});

it.each([
  ['car', 'cat'],
  ['bus', 'bu'],
  ['bed', 'b'],
  ['thing', 'th'],
])('“%s” does not meet “%s”', (one, other) => {
  expect(contentWords(one)).not.toEqual(contentWords(other));
});

it('leaves out grammar and the words for asking', () => {
  expect(contentWords('what did I write down about the spare key?')).toEqual(['spar', 'key']);
});

it('keeps the words of every script whole, and each emoji', () => {
  expect(wordsOf('Milk 🥛🥚, दूध & 牛奶; ça')).toEqual(['milk', '🥛', '🥚', 'दूध', '牛奶', 'ça']);
});
