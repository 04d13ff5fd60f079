import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextStream } from './text-stream';

/** A tokenizer of one token per UTF-8 byte: the hardest case. */
const bytes = {
  decode: (tokens: ArrayLike<number>) => new TextDecoder().decode(Uint8Array.from(tokens)),
};

function stream(tokens: Iterable<number>): { deltas: string[]; text: string } {
  const deltas: string[] = [];
  const stream = new TextStream(bytes, (delta) => deltas.push(delta));
  for (const token of tokens) stream.push(token);
  stream.end();
  return { deltas, text: stream.text };
}

it('joins to the text, and never shows a part of a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { deltas, text: whole } = stream(new TextEncoder().encode(text));
      expect(whole).toBe(text);
      expect(deltas.join('')).toBe(text);
      if (!text.includes('\uFFFD')) expect(deltas.join('|')).not.toContain('\uFFFD');
    }),
  );
});

it('shows an emoji at once when its last byte has come', () => {
  expect(stream(new TextEncoder().encode('a😀b')).deltas).toEqual(['a', '😀', 'b']);
});

it('gives out bytes that never become a character, at the latest at the end', () => {
  expect(stream([0xf0, 0x9f]).text).toBe('\uFFFD');
  expect(stream([0xff, 0xff, 0xff, 0xff, 0x61]).text).toMatch(/^\uFFFD+a$/);
});
