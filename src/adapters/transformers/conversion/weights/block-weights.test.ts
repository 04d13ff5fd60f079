import { describe, expect, it } from 'vitest';
import { halfTable } from './half-float';
import type { LazyBytes } from '../onnx/protobuf-message';
import { encodeF32, encodeQ4_0, encodeQ4_1, encodeQ8_0 } from '../testing/quantise-blocks';
import { gaussian, seededRandom } from '../testing/seeded-random';
import { BLOCK, type BlockWeights, blockWeights } from './block-weights';
import { ggmlTypes } from './ggml-type';
import { WeightMatrix } from './weight-matrix';

const ROWS = 6;
const COLUMNS = 64;
const values = gaussian(seededRandom(3), ROWS * COLUMNS);

const written = (data: LazyBytes): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(data.byteLength);
  data.write(bytes);
  return bytes;
};

/** What MatMulNBits multiplies with, by its documentation, plus the offsets. */
function decode({ bits, quantised, scales, offsets }: BlockWeights): number[] {
  const packed = written(quantised);
  const scale = new Float32Array(written(scales).buffer);
  const offset = offsets && new Float32Array(written(offsets).buffer);
  return Array.from({ length: ROWS * COLUMNS }, (_, i) => {
    const block = Math.floor(i / BLOCK);
    const [row, column] = [Math.floor(i / COLUMNS), Math.floor((i % COLUMNS) / BLOCK)];
    const level = bits === 8 ? packed[i] - 128 : ((packed[i >> 1] >> (4 * (i % 2))) & 15) - 8;
    return level * scale[block] + (offset?.[column * ROWS + row] ?? 0);
  });
}

function stored(type: keyof typeof ggmlTypes, bytes: Uint8Array): WeightMatrix {
  return new WeightMatrix({ type: ggmlTypes[type], bytes, rows: ROWS, columns: COLUMNS });
}

describe('blockWeights', () => {
  const cases = [
    ['Q4_1', encodeQ4_1, 4],
    ['Q4_0', encodeQ4_0, 4],
    ['Q8_0', encodeQ8_0, 8],
  ] as const;
  it.each(cases)('keeps %s exactly', (type, encode, bits) => {
    const matrix = stored(type, encode(values));
    const weights = blockWeights(matrix);
    expect(weights.bits).toBe(bits);
    const expected: number[] = [];
    matrix.forEachFloatRow((row) => expected.push(...row));
    decode(weights).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  });

  it('stores other types in 8 bits, within half a step', () => {
    const weights = blockWeights(stored('F32', encodeF32(values)));
    expect(weights.bits).toBe(8);
    const step = Math.max(...values.map(Math.abs)) / 127;
    decode(weights).forEach((value, i) =>
      expect(Math.abs(value - values[i])).toBeLessThan(0.51 * step),
    );
  });

  it('refuses columns that are no multiple of 32', () => {
    const bytes = encodeF32(new Float32Array(48));
    const matrix = new WeightMatrix({ type: ggmlTypes.F32, bytes, rows: 1, columns: 48 });
    expect(() => blockWeights(matrix)).toThrow(
      expect.objectContaining({ code: 'conversion-unsupported-shape' }),
    );
  });

  it('knows every half but the not-a-numbers', () => {
    expect(halfTable().filter(Number.isNaN)).toHaveLength(2 * 1023);
  });
});
