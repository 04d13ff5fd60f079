import { describe, expect, test } from 'vitest';
import { openedEpisode } from '../testing/agent-fixture';
import { toldEpisode } from '../testing/told-episode';
import { quoteResult, readResultQuestion } from './earlier-result';

const cups = toldEpisode('cups', 'how many cups is 500 ml?', {
  tool: 'convert_units',
  arguments: { quantity: '500 ml', to: 'cups' },
  sentence: '500 ml is 2.11 cups.',
});
const mum = toldEpisode('mum', 'remind me to call mum tomorrow at 5', {
  tool: 'set_reminder',
  arguments: { text: 'call mum', when: 'tomorrow at 5' },
  sentence: 'I will remind you on Tuesday at 17:00: call mum.',
});
const milk = toldEpisode('milk', 'add milk to my shopping list', {
  tool: 'add_shopping',
  arguments: { items: 'milk' },
  sentence: 'I put “milk” on your shopping list.',
});
const list = toldEpisode('list', 'what is on my shopping list?', {
  tool: 'show_list',
  arguments: { list: 'shopping' },
  sentence: 'On your shopping list: milk and eggs.',
});
const words = openedEpisode('who wrote Hamlet?', { status: 'done', reply: 'Shakespeare.' });

describe('a question about an earlier result finds it', () => {
  test.each([
    ['what was that in cups again?', [cups, mum], cups],
    ['how much was it?', [cups, mum], cups],
    ['when is that?', [cups, mum], mum],
    ['when will you remind me?', [mum, cups], mum],
    ['what did you say?', [cups, words], words],
    ['can you repeat that?', [cups], cups],
    ['what was the first result?', [cups, mum], cups],
    ['what was on my shopping list again?', [milk, list, mum], list],
    ['what did you put on my shopping list?', [milk, list], milk],
  ] as const)('%s', (text, history, wanted) => {
    expect(readResultQuestion(text, history)).toBe(wanted);
  });
});

test.each([
  'what was the name of the first emperor of Rome?',
  'when was the moon landing?',
  'how much is 30 % of 80?',
  'what did I note about the wifi?',
  'how many pints is 2 liters?',
])('a question about something else is not answered with an old result: %s', (text) => {
  expect(readResultQuestion(text, [cups, mum])).toBeNull();
});

test('without a conversation there is nothing to quote', () => {
  expect(readResultQuestion('what was that again?', [])).toBeNull();
});

test('the result is quoted in its own words, and that it was taken back is said', () => {
  expect(quoteResult(cups)).toBe('To “how many cups is 500 ml?” I said: 500 ml is 2.11 cups.');
  const undone = { ...mum, steps: [{ ...mum.steps[0], undone: true }] };
  expect(quoteResult(undone)).toMatch(/call mum\. That has been taken back since\.$/);
});
