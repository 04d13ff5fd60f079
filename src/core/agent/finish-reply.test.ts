import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { closingWords, withoutLoop } from './finish-reply';

test('a loop at the end is cut to one round of it', () => {
  const text = 'Cats purr. They are happy. They are happy. They are happy. They are happy.';
  expect(withoutLoop(text)).toBe('Cats purr. They are happy.');
});

test('a text without a loop stays as it is', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{4,8}$/), { maxLength: 12 }), (words) => {
      const text = words.join(' ');
      expect(withoutLoop(text)).toBe(text);
    }),
  );
});

test('how an answer ended is said when it did not end well', () => {
  expect(closingWords('A. A.', 'repetition')).toContain('repeat myself');
  expect(closingWords('So', 'length')).toContain('stopped there');
  expect(closingWords("I don't know who that is.", 'stop')).toContain('larger one');
  expect(closingWords('Paris is the capital of France.', 'stop')).toBeNull();
});
