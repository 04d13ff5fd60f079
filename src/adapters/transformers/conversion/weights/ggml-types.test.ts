import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dequantiseReference } from '../testing/dequantise-reference';
import * as encode from '../testing/quantise-blocks';
import { gaussian, seededRandom } from '../testing/seeded-random';
import { ggmlTypeOf, ggmlTypes } from './ggml-types';
import { halfToFloat } from './half-float';

const decode = (type: keyof typeof ggmlTypes, bytes: Uint8Array, count: number): number[] => {
  const target = new Float32Array(count);
  ggmlTypes[type].dequantise(bytes, 0, count, target);
  return Array.from(target);
};

/** 0.5 and −2 as halves, little-endian. */
const HALF = [0x00, 0x38];
const MINUS_TWO = [0x00, 0xc0];

describe('dequantisation of hand-made blocks', () => {
  it('reads halves: zero, one, the largest, a subnormal, infinity', () => {
    const bits = [0x0000, 0x3c00, 0x7bff, 0x0001, 0xfc00];
    expect(bits.map(halfToFloat)).toEqual([0, 1, 65504, 2 ** -24, -Infinity]);
  });

  it('Q4_1: d q + m, low halves first', () => {
    const bytes = Uint8Array.of(
      ...HALF,
      ...MINUS_TWO,
      0xf0,
      0x21,
      ...new Array<number>(14).fill(0),
    );
    const values = decode('Q4_1', bytes, 32);
    expect([values[0], values[1], values[2]]).toEqual([-2, -1.5, -2]);
    expect([values[16], values[17], values[18]]).toEqual([5.5, -1, -2]);
  });

  it('Q4_0: d (q − 8)', () => {
    const bytes = Uint8Array.of(...HALF, 0xf0, ...new Array<number>(15).fill(0x88));
    const values = decode('Q4_0', bytes, 32);
    expect([values[0], values[16], values[1]]).toEqual([-4, 3.5, 0]);
  });

  it('Q8_0: d q with signed bytes', () => {
    const bytes = Uint8Array.of(...HALF, 0x80, 0x7f, ...new Array<number>(30).fill(0));
    expect(decode('Q8_0', bytes, 32).slice(0, 3)).toEqual([-64, 63.5, 0]);
  });

  it('F32 at an odd offset, F16, BF16', () => {
    const odd = new Uint8Array(9);
    odd.set(new Uint8Array(Float32Array.of(1.25, -3).buffer), 1);
    expect(decode('F32', odd.subarray(1), 2)).toEqual([1.25, -3]);
    expect(decode('F16', Uint8Array.of(...HALF, ...MINUS_TWO), 2)).toEqual([0.5, -2]);
    expect(decode('BF16', Uint8Array.of(0x80, 0x3f, 0x00, 0xc0), 2)).toEqual([1, -2]);
  });

  it('names a type that is not supported', () => {
    expect(() => ggmlTypeOf(11, 'blk.0.ffn_down.weight')).toThrow(/blk\.0\.ffn_down\.weight.*Q3_K/);
    expect(() => ggmlTypeOf(11, 'x')).toThrow(
      expect.objectContaining({ code: 'conversion-unsupported-tensor-type' }),
    );
  });
});

describe('dequantisation of any bytes', () => {
  const types = Object.keys(dequantiseReference) as (keyof typeof dequantiseReference)[];
  it.each(types)('%s, as its description reads', (type) => {
    const { blockBytes, blockLength } = ggmlTypes[type];
    const bytes = fc.uint8Array({ minLength: 2 * blockBytes, maxLength: 2 * blockBytes });
    fc.assert(
      fc.property(bytes, (data) => {
        const values = decode(type, data, 2 * blockLength);
        values.forEach((value, i) => {
          const start = Math.floor(i / blockLength) * blockBytes;
          const view = new DataView(data.buffer, data.byteOffset + start, blockBytes);
          const expected = Math.fround(dequantiseReference[type](view, i % blockLength));
          // A block of infinite scale is no number either way. Adding zero makes −0 a plain one.
          if (Number.isFinite(expected)) expect(value + 0).toBe(expected + 0);
          else expect(value).not.toSatisfy(Number.isFinite);
        });
      }),
      { numRuns: 60 },
    );
  });
});

const numbers = (length: number) =>
  fc
    .array(fc.float({ min: -8, max: 8, noNaN: true, noDefaultInfinity: true }), {
      minLength: length,
      maxLength: length,
    })
    .map((values) => Float32Array.from(values));

describe('what is written comes back', () => {
  const cases = [
    ['Q8_0', encode.encodeQ8_0, 8 / 127],
    ['Q4_0', encode.encodeQ4_0, 8 / 7],
    ['Q4_1', encode.encodeQ4_1, 16 / 15],
    ['Q5_0', encode.encodeQ5_0, 8 / 15],
    ['Q5_1', encode.encodeQ5_1, 16 / 31],
    ['F16', encode.encodeF16, 8 / 1024],
    ['BF16', encode.encodeBF16, 8 / 64],
  ] as const;
  it.each(cases)('%s, within a step', (type, encodeBlock, step) => {
    fc.assert(
      fc.property(numbers(32), (values) => {
        const read = decode(type, encodeBlock(values), 32);
        // Half a step of rounding, and the rounding of the scale itself.
        for (let i = 0; i < 32; i++) expect(Math.abs(read[i] - values[i])).toBeLessThan(0.6 * step);
      }),
    );
  });

  const superBlocks = [
    ['Q4_K', encode.encodeQ4_K, 15],
    ['Q5_K', encode.encodeQ5_K, 31],
    ['Q6_K', encode.encodeQ6_K, 62],
  ] as const;
  it.each(superBlocks)('%s, within a step of its super-block', (type, encodeBlock, levels) => {
    for (let seed = 0; seed < 20; seed++) {
      const values = gaussian(seededRandom(seed), 512);
      const read = decode(type, encodeBlock(values), 512);
      const spread = Math.max(...values) - Math.min(...values);
      read.forEach((value, i) =>
        expect(Math.abs(value - values[i])).toBeLessThan((0.75 * spread) / levels),
      );
    }
  });
});
