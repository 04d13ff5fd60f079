import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinWords } from './join-words';
import { bestMatch, enumerate, itemsIn } from './list-items';
import { listItem } from './testing/stocked-data';

const on = (...texts: string[]) => texts.map((text) => listItem('todo', text));
const match = (words: string, ...texts: string[]) => bestMatch(words, on(...texts))?.text ?? null;

it.each([
  ['milk', 'milk'],
  ['the Milk', 'milk'],
  ['report', 'write the report'],
  ['painting the fence', 'paint the fence'],
  ['cleaning the garage', 'clean garage'],
  ['bread', 'brown bread'],
  ['visit grandma', 'visit grandma on Sunday'],
])('“%s” means “%s”', (words, text) => {
  expect(match(words, 'something else', text, 'another')).toBe(text);
});

it.each([
  ['brown bread', 'brown rice'],
  ['the list', 'milk'],
  ['my to-do list', 'list of guests'],
  ['', 'milk'],
])('“%s” does not mean “%s”', (words, text) => {
  expect(match(words, text)).toBeNull();
});

it('prefers the same name to shared words, and more shared words to fewer', () => {
  expect(match('bread', 'brown bread', 'bread')).toBe('bread');
  expect(match('brown bread rolls', 'bread', 'brown bread')).toBe('brown bread');
});

it.each([
  ['milk', ['milk']],
  ['eggs and bread', ['eggs', 'bread']],
  ['eggs, some butter, and the flour', ['eggs', 'butter', 'flour']],
  ['salt & pepper', ['salt', 'pepper']],
  ['candy', ['candy']],
  [' , and ', []],
])('hears in “%s” %j', (text, items) => {
  expect(itemsIn(text)).toEqual(items);
});

it('reads back the items that a sentence joins', () => {
  const word = fc
    .stringMatching(/^[b-z]{3,8}$/)
    .filter((item) => !/^(plus|any|the|some|also)$/.test(item));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (items) => {
      expect(itemsIn(joinWords(items))).toEqual(items);
    }),
  );
});

it('shows twenty of a long list and counts the rest', () => {
  const texts = Array.from({ length: 25 }, (_, i) => `t${i}`);
  expect(enumerate(texts)).toMatch(/t18, t19 and 5 more$/);
  expect(enumerate(texts.slice(0, 20))).toMatch(/t18 and t19$/);
});

it('parts items with semicolons when one has a comma', () => {
  expect(joinWords(['a, b', 'c', 'd'])).toBe('a, b; c and d');
});
