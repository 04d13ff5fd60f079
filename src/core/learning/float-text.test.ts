import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { floatsToText, textToFloats } from './float-text';

it('reads back every float it wrote, bit for bit', () => {
  fc.assert(
    fc.property(fc.float32Array({ maxLength: 20 }), (floats) => {
      expect(textToFloats(floatsToText(floats))).toEqual(floats);
    }),
  );
});

it('writes the base64 that others write', () => {
  const floats = Float32Array.of(1, -2.5, 3e8, 0.1);
  expect(floatsToText(floats)).toBe(Buffer.from(floats.buffer).toString('base64'));
});

it('refuses text that is no row of floats', () => {
  for (const text of ['AAA', 'AAAA', 'ÄAAAAA==', 'AA=A']) expect(textToFloats(text)).toBeNull();
});
