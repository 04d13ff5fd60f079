import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutMessage, mostParts } from './split-message';

const texts = (message: string) => cutMessage(message).map(({ text }) => text);

test.each([
  [
    'add eggs and milk, and remind me to shop at 5',
    ['add eggs and milk', 'remind me to shop at 5'],
  ],
  [
    'set a timer for 10 minutes. Also add laundry to my list.',
    ['set a timer for 10 minutes.', 'add laundry to my list.'],
  ],
  ['remind me to call mum and dad', ['remind me to call mum and dad']],
  ['add 3.5 kg of flour', ['add 3.5 kg of flour']],
])('%s', (message, parts) => {
  expect(texts(message)).toEqual(parts);
});

test.each([
  [
    'remind me to take out the bins at 6 and to lock the gate at 10, then add rope to my list',
    [
      'remind me to take out the bins at 6',
      'remind me to lock the gate at 10',
      'add rope to my list',
    ],
  ],
  [
    'start a 4 minute timer and a 9 minute timer',
    ['start a 4 minute timer', 'start a 9 minute timer'],
  ],
  [
    'set three timers: one for 2 minutes, one for 6 minutes and one for an hour',
    ['set a timer for 2 minutes', 'set a timer for 6 minutes', 'set a timer for an hour'],
  ],
  [
    'please convert 3 feet to meters and 20 inches to cm',
    ['please convert 3 feet to meters', 'convert 20 inches to cm'],
  ],
])('what shares a verb is said in full: %s', (message, parts) => {
  expect(texts(message)).toEqual(parts);
});

test.each([
  'remind me to call Eva and to bring the cake at 6',
  'remind me at 6 to pack the tent and the stove',
  'set a timer for one hour and 20 minutes',
  'remind me to pick up a card and something to eat at noon',
  'note that one is for Ann and one for Bob',
])('no verb is shared: %s', (message) => {
  expect(texts(message)).toEqual([message]);
});

test('a text of thousands of words is one', () => {
  expect(cutMessage('add milk and remind me to shop. '.repeat(2000))).toHaveLength(1);
});

test('parts are in order, apart, and never empty, whatever the message', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (message) => {
      const parts = cutMessage(message);
      expect(parts.length).toBeLessThanOrEqual(mostParts);
      expect(parts[0].start).toBe(0);
      expect(parts.at(-1)?.end).toBe(message.length);
      for (const [i, { start, end }] of parts.entries()) {
        expect(start).toBeLessThan(end);
        if (i > 0) expect(start).toBeGreaterThanOrEqual(parts[i - 1].end);
      }
    }),
  );
});
