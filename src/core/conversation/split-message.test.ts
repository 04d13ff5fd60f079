import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutMessage, mostParts } from './split-message';

const texts = (message: string) =>
  cutMessage(message).map(({ start, end }) => message.slice(start, end).trim());

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
