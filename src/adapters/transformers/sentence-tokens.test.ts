import { expect, it } from 'vitest';
import { splitSentence } from './sentence-tokens';

/** One piece a character; a control character has none. */
const tokenizer = {
  encode: (text: string) =>
    Int32Array.from(
      [...text].filter((c) => c > '\u001f'),
      (c) => c.codePointAt(0)!,
    ),
  tokenId: (piece: string) => (piece === '[CLS]' ? 1 : 2),
};

it('gives each white-space word its pieces, between the marks', () => {
  const { tokens, words } = splitSentence(' ab  c\n', tokenizer, 10);
  expect(tokens).toEqual([1, 97, 98, 99, 2]);
  expect(words).toEqual([
    { start: 1, end: 3 },
    { start: 3, end: 4 },
  ]);
});

it('keeps words without pieces as empty', () => {
  expect(splitSentence('a \u0001 b', tokenizer, 10).words[1]).toEqual({ start: 2, end: 2 });
});

it('stops at the longest length, the closing mark included', () => {
  const { tokens, words } = splitSentence('abc def ghi', tokenizer, 6);
  expect(tokens).toEqual([1, 97, 98, 99, 100, 2]);
  expect(words.map(({ start, end }) => end - start)).toEqual([3, 1, 0]);
});
