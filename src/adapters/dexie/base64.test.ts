import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFloats, encodeFloats } from './base64';

test('floats come back bit for bit', () => {
  fc.assert(
    fc.property(fc.float32Array(), (floats) => {
      expect(decodeFloats(encodeFloats(floats))).toEqual(floats);
    }),
  );
});

test('a view into a larger buffer is written without its surroundings', () => {
  const view = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(decodeFloats(encodeFloats(view))).toEqual(Float32Array.of(2, 3));
});

test('a megabyte is written without exhausting the stack', () => {
  expect(decodeFloats(encodeFloats(new Float32Array(300_000)))).toHaveLength(300_000);
});

test('text that is not base64, or not whole floats, gives null', () => {
  expect(decodeFloats('***')).toBeNull();
  expect(decodeFloats('AAAA')).toBeNull();
});
