import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleEpisode } from '../../core/testing/store-samples';
import { checksum } from './checksum';

test('a record and its structured clone have the same sum', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.float32Array(), (json, floats) => {
      const record = { id: 'a', json, floats };
      expect(checksum(structuredClone(record))).toBe(checksum(record));
    }),
  );
});

test('any flipped bit of an embedding changes the sum', () => {
  const episode = sampleEpisode('e1', 1);
  const before = checksum(episode);
  const bytes = new Uint8Array((episode.embedding as Float32Array).buffer);
  for (let byte = 0; byte < bytes.length; byte++) {
    const bit = 1 << (byte % 8);
    bytes[byte] ^= bit;
    expect(checksum(episode), `bit ${byte % 8} of byte ${byte}`).not.toBe(before);
    bytes[byte] ^= bit;
  }
  expect(checksum(episode)).toBe(before);
});

test('any flipped bit of a text or a number changes the sum', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(15), (text, where, bit) => {
      const at = where % text.length;
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit));
      const other = text.slice(0, at) + flipped + text.slice(at + 1);
      expect(checksum({ text: other })).not.toBe(checksum({ text }));
    }),
  );
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.nat(7), fc.nat(7), (number, byte, bit) => {
      const bytes = new Uint8Array(Float64Array.of(number).buffer);
      bytes[byte] ^= 1 << bit;
      const [other] = new Float64Array(bytes.buffer);
      fc.pre(!Number.isNaN(other));
      expect(checksum(other)).not.toBe(checksum(number));
    }),
  );
});

test('values that look alike have different sums', () => {
  const alike = [1, '1', true, null, undefined, [], {}, [1], ['1'], { a: 1 }, { a: [1] }, 0, ''];
  const sums = [...alike, new Float32Array(0), new Float32Array(1)].map(checksum);
  expect(new Set(sums).size).toBe(sums.length);
});

test('sums are whole numbers that a double can hold', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => Number.isSafeInteger(checksum(value))));
});

test('a value that could not be stored is refused instead of left out of the sum', () => {
  expect(() => checksum({ callback: () => 1 })).toThrow(TypeError);
});
