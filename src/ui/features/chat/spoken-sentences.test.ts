import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spokenSentences } from './spoken-sentences';

test('half a sentence waits for its end', () => {
  expect(spokenSentences('It is four. And th', 0, false)).toEqual({
    text: 'It is four.',
    upTo: 11,
  });
  expect(spokenSentences('It is 3.5', 0, false).text).toBe('');
});

test('the rest is read when no more comes', () => {
  expect(spokenSentences('It is four. And then', 11, true).text).toBe('And then');
});

test('a stream is read completely, once, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', ' ', '. ', '!\n', '3.5'), { maxLength: 40 }),
      (bits) => {
        let text = '';
        let upTo = 0;
        let heard = '';
        for (const bit of bits) {
          text += bit;
          const next = spokenSentences(text, upTo, false);
          heard += text.slice(upTo, next.upTo);
          upTo = next.upTo;
        }
        heard += spokenSentences(text, upTo, true).text;
        expect(heard.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      },
    ),
  );
});
