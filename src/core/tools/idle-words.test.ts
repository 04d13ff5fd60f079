import { expect, it } from 'vitest';
import { idleWords } from './idle-words';

const tool = {
  id: 'add_item',
  title: 'My list',
  examples: [
    { request: 'put milk on the list', arguments: { items: 'milk' } },
    { request: 'buy this: eggs and 2 rolls', arguments: { items: 'eggs and 2 rolls' } },
  ],
};

it('has the words that ask for a tool, not those of its values', () => {
  const idle = idleWords(tool);
  for (const word of ['add', 'item', 'list', 'put', 'on', 'buy', 'this', 'something']) {
    expect(idle.has(word), word).toBe(true);
  }
  for (const word of ['milk', 'eggs', 'rolls', '2', 'soap']) {
    expect(idle.has(word), word).toBe(false);
  }
});

it('leaves out a word that stands for nothing elsewhere but is a value here', () => {
  const examples = [{ request: 'delete everything', arguments: { items: 'everything' } }];
  const things = [{ request: 'delete these', arguments: { items: 'these' } }];
  expect(idleWords({ ...tool, examples }).has('these')).toBe(true);
  expect(idleWords({ ...tool, examples: things }).has('these')).toBe(false);
});
