import { describe, expect, test } from 'vitest';
import { planMessage, type Likeness } from './plan-message';

/** Likeness by a telling word: what the encoder does, in small. */
const words = {
  add_shopping: /milk|eggs/,
  set_reminder: /remind/,
  complete_item: /cross|laundry/i,
};
const likeness: Likeness = async (text) =>
  new Map([
    ...Object.entries(words).map(([tool, word]) => [tool, word.test(text) ? 0.8 : 0] as const),
    ['reply', 0.1] as const,
  ]);

describe('a message is split where each part is clear', () => {
  test.each([
    [
      'add eggs and milk, and remind me to shop at 5',
      ['add eggs and milk', 'remind me to shop at 5'],
    ],
    [
      'who painted the Mona Lisa, and remind me at 5',
      ['who painted the Mona Lisa', 'remind me at 5'],
    ],
    ['remind me to call mum and dad', ['remind me to call mum and dad']],
    ['I finished the laundry. Cross it off.', ['I finished the laundry. Cross it off.']],
    ['I finished the laundry, so cross that off', ['I finished the laundry, so cross that off']],
    ['hello! remind me to shop', ['hello! remind me to shop']],
    ['if I have 40 apples, remind me', ['if I have 40 apples, remind me']],
    ['what is love, and what is life?', ['what is love, and what is life?']],
  ])('%s', async (message, parts) => {
    expect(await planMessage(message, likeness)).toEqual(parts);
  });
});

test('a part that no tool and no question stands for stays with its neighbour', async () => {
  const vague: Likeness = async () => new Map([['set_reminder', 0.1]]);
  const message = 'add eggs, and remind me to shop';
  expect(await planMessage(message, vague)).toEqual([message]);
});

test('a part that refers back to the conversation stands', async () => {
  const message = 'no, at 6, and add eggs';
  expect(await planMessage(message, likeness)).toEqual([message]);
  expect(await planMessage(message, likeness, (text) => text === 'no, at 6')).toEqual([
    'no, at 6',
    'add eggs',
  ]);
});

test('ten thousand words are one request, and nothing is embedded', async () => {
  const message = 'add eggs and remind me. '.repeat(2500).trim();
  const never: Likeness = () => Promise.reject(new Error('asked'));
  expect(await planMessage(message, never)).toEqual([message]);
});
