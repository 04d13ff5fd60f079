import { describe, expect, it } from 'vitest';
import { bytesSource } from '../byte-source';
import { collect } from '../onnx/lazy-bytes';
import {
  encodeF32,
  encodeQ4_0,
  encodeQ4_1,
  encodeQ4_K,
  encodeQ6_K,
  encodeQ8_0,
} from '../testing/quantise-blocks';
import { gaussian, seededRandom } from '../testing/seeded-random';
import { BLOCK, type BlockWeights, blockWeights } from './block-weights';
import { ggmlTypes } from './ggml-types';
import { halfTable } from './half-float';
import { WeightMatrix } from './weight-matrix';

const ROWS = 6;
const COLUMNS = 512;
const values = gaussian(seededRandom(3), ROWS * COLUMNS);

/** What MatMulNBits multiplies with, by its documentation, plus the offsets. In the order of a file. */
async function decode({ bits, quantised, scales, offsets }: BlockWeights): Promise<number[]> {
  const packed = await collect(quantised);
  const scale = new Float32Array((await collect(scales)).buffer);
  const offset = offsets && new Float32Array((await collect(offsets)).buffer);
  return Array.from({ length: ROWS * COLUMNS }, (_, i) => {
    const block = Math.floor(i / BLOCK);
    const [row, column] = [Math.floor(i / COLUMNS), Math.floor((i % COLUMNS) / BLOCK)];
    const level = bits === 8 ? packed[i] - 128 : ((packed[i >> 1] >> (4 * (i % 2))) & 15) - 8;
    return level * scale[block] + (offset?.[column * ROWS + row] ?? 0);
  });
}

function stored(type: keyof typeof ggmlTypes, bytes: Uint8Array): WeightMatrix {
  const source = bytesSource(bytes);
  return new WeightMatrix({
    type: ggmlTypes[type],
    source,
    start: 0,
    rows: ROWS,
    columns: COLUMNS,
  });
}

describe('blockWeights', () => {
  const cases = [
    ['Q4_1', encodeQ4_1, 4],
    ['Q4_0', encodeQ4_0, 4],
    ['Q4_K', encodeQ4_K, 4],
    ['Q8_0', encodeQ8_0, 8],
  ] as const;
  it.each(cases)('keeps %s exactly', async (type, encode, bits) => {
    const matrix = stored(type, encode(values));
    const weights = blockWeights(matrix);
    expect(weights.bits).toBe(bits);
    const expected: number[] = [];
    await matrix.forEachFloatRow((row) => expected.push(...row));
    const decoded = await decode(weights);
    decoded.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  });

  const others = [
    ['F32', encodeF32],
    ['Q6_K', encodeQ6_K],
  ] as const;
  it.each(others)('stores %s in 8 bits, within half a step', async (type, encode) => {
    const matrix = stored(type, encode(values));
    const weights = blockWeights(matrix);
    expect(weights.bits).toBe(8);
    const expected: number[] = [];
    await matrix.forEachFloatRow((row) => expected.push(...row));
    const decoded = await decode(weights);
    decoded.forEach((value, i) => {
      const block = expected.slice(i - (i % BLOCK), i - (i % BLOCK) + BLOCK);
      const step = Math.max(...block.map(Math.abs)) / 127;
      expect(Math.abs(value - expected[i])).toBeLessThan(0.51 * step + 1e-9);
    });
  });

  it('refuses columns that are no multiple of 32', () => {
    const bytes = encodeF32(new Float32Array(48));
    const source = bytesSource(bytes);
    const facts = { type: ggmlTypes.F32, source, start: 0 };
    const matrix = new WeightMatrix({ ...facts, rows: 1, columns: 48 });
    expect(() => blockWeights(matrix)).toThrow(
      expect.objectContaining({ code: 'conversion-unsupported-shape' }),
    );
  });

  it('knows every half but the not-a-numbers', () => {
    expect(halfTable().filter(Number.isNaN)).toHaveLength(2 * 1023);
  });
});
