import { expect, test } from 'vitest';
import { withNamedList } from './named-list';

test.each([
  ['put the slides on it', ['cross the memo off my list'], 'put the slides on my list'],
  ['then take milk off it', ['show my shopping list'], 'then take milk off my shopping list'],
  [
    'add a rake to it too.',
    ['read my list of things to do'],
    'add a rake to my list of things to do too.',
  ],
  [
    'remove pears from there',
    ['hello', 'what is on the groceries?'],
    'remove pears from the groceries',
  ],
])('%s', (text, before, full) => {
  expect(withNamedList(text, before)).toBe(full);
});

test.each([
  ['no list was named', 'put the slides on it', ['what is 2 plus 2?']],
  ['it names a list itself', 'put tea on my shopping list, I rely on it', ['show my to-do list']],
  ['it changes no list', 'what is on it', ['show my to-do list']],
  ['nothing was said before', 'take milk off it', []],
])('stays as it is where %s', (_, text, before) => {
  expect(withNamedList(text, before)).toBeNull();
});
