import { expect, it } from 'vitest';
import { tellingSpans } from './telling-spans';

const idle = new Set(
  'add put to my the a shopping list i remind me of something on take off'.split(' '),
);

it('has nothing for a request that only asks', () => {
  expect(tellingSpans('add something to my shopping list', idle, [])).toEqual([]);
  expect(tellingSpans('remind me', idle, [])).toEqual([]);
});

it('gives whole phrases between the words that ask, not parts of them', () => {
  expect(tellingSpans('put oat milk on my list', idle, [])).toEqual(['oat milk']);
  expect(tellingSpans('take the red paint off the list', idle, [])).toEqual([
    'the red paint',
    'red paint',
  ]);
});

it('ends no value at a comma or an “and”', () => {
  expect(tellingSpans('add two eggs, flour and milk to the list', idle, [])).toEqual([
    'two eggs, flour and milk',
  ]);
});

it('begins after a colon and ends before what a parser has read', () => {
  expect(tellingSpans('list: paint the fence tomorrow', idle, ['tomorrow'])).toEqual([
    'paint the fence',
    'paint the fence tomorrow',
  ]);
});

it('lets a verb that asks begin a value after “to”', () => {
  expect(tellingSpans('remind me to add salt', idle, [])).toEqual(['add salt', 'salt']);
});

it('takes what is left when no phrase is whole', () => {
  expect(tellingSpans('shoppinglist milk my', idle, [])).toContain('shoppinglist milk');
});

it('keeps “too” and “as well” out of what is added, unless they stand in quotation marks', () => {
  for (const request of ['add butter too', 'add butter as well!']) {
    expect(tellingSpans(request, idle, [], true)).toEqual(['butter']);
    expect(tellingSpans(request, idle, [])).not.toContain('butter');
  }
  expect(tellingSpans('add “butter too”', idle, [], true)).toEqual(['butter too']);
  expect(tellingSpans('add tea as well as milk', idle, [], true)).toEqual(['tea as well as milk']);
});
