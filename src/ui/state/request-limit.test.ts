import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REQUEST_LIMIT, requestTooLong } from './request-limit';

test('the limit counts bytes, not characters', () => {
  expect(requestTooLong('a'.repeat(REQUEST_LIMIT))).toBeNull();
  expect(requestTooLong('a'.repeat(REQUEST_LIMIT + 1))).toContain('100');
  expect(requestTooLong('€'.repeat(REQUEST_LIMIT / 2))).toContain('150');
});

test('the shortcut for short texts never lets a long one through', () => {
  const texts = fc.constantFrom('a', 'é', '€', '😀');
  fc.assert(
    fc.property(texts, fc.integer({ min: 20_000, max: 110_000 }), (letter, times) => {
      const text = letter.repeat(times);
      const size = new TextEncoder().encode(text).length;
      expect(requestTooLong(text) === null).toBe(size <= REQUEST_LIMIT);
    }),
    { numRuns: 40 },
  );
});
