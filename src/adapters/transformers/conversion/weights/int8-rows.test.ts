import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesSource } from '../byte-source';
import { collect } from '../onnx/lazy-bytes';
import { encodeF32 } from '../testing/quantise-blocks';
import { gaussian, seededRandom } from '../testing/seeded-random';
import { ggmlTypes } from './ggml-types';
import { INT8_ZERO, quantiseRows } from './int8-rows';
import { type StoredMatrix, WeightMatrix } from './weight-matrix';

const stored = (rows: number, columns: number, values: Float32Array): StoredMatrix => ({
  type: ggmlTypes.F32,
  source: bytesSource(encodeF32(values)),
  start: 0,
  rows,
  columns,
});

/** Bytes first, as in a file: the scales are known after them. */
async function quantised(matrix: WeightMatrix): Promise<{ bytes: Uint8Array; scales: number[] }> {
  const { transposed, scales } = quantiseRows(matrix);
  const bytes = await collect(transposed);
  return { bytes, scales: [...new Float32Array((await collect(scales)).buffer)] };
}

it('gives every weight back within half a step of its row, transposed', async () => {
  const size = fc.integer({ min: 1, max: 150 });
  await fc.assert(
    fc.asyncProperty(size, size, fc.integer(), async (rows, columns, seed) => {
      const values = gaussian(seededRandom(seed), rows * columns);
      const matrix = new WeightMatrix(stored(rows, columns, values));
      const { bytes, scales } = await quantised(matrix);
      let worst = 0;
      for (let i = 0; i < values.length; i++) {
        const row = Math.floor(i / columns);
        const level = bytes[(i % columns) * rows + row] - INT8_ZERO;
        worst = Math.max(worst, Math.abs(level - values[i] / scales[row]));
      }
      expect(worst).toBeLessThan(0.501);
    }),
    { numRuns: 40 },
  );
});

it('writes zeros for a row of zeros', async () => {
  const matrix = new WeightMatrix(stored(2, 3, new Float32Array(6)));
  const { bytes, scales } = await quantised(matrix);
  expect([...bytes]).toEqual(new Array(6).fill(INT8_ZERO));
  expect(scales).toEqual([0, 0]);
});

it('refuses to write scales that are not known yet', async () => {
  const { scales } = quantiseRows(new WeightMatrix(stored(2, 3, new Float32Array(6))));
  await expect(collect(scales)).rejects.toThrow(RangeError);
});

it('stacks matrices and follows their row order', async () => {
  const first = stored(2, 1, Float32Array.of(1, 2));
  const order = { group: 2, storedRow: (row: number) => 1 - row };
  const second = { ...stored(2, 1, Float32Array.of(3, 4)), order };
  const seen: number[] = [];
  await new WeightMatrix(first, second).forEachFloatRow(([value]) => seen.push(value));
  expect(seen).toEqual([1, 2, 4, 3]);
});

it('reads a large matrix some megabytes at a time, groups of rows never apart', async () => {
  const [rows, columns, group] = [1200, 2048, 8];
  const values = Float32Array.from({ length: rows * columns }, (_, i) => Math.floor(i / columns));
  const whole = stored(rows, columns, values);
  const reads: number[] = [];
  const source = {
    size: whole.source.size,
    read: (start: number, end: number) => {
      reads.push(end - start);
      return whole.source.read(start, end);
    },
  };
  const turned = (row: number): number => row - (row % group) + (group - 1 - (row % group));
  const matrix = new WeightMatrix({ ...whole, source, order: { group, storedRow: turned } });
  const seen: number[] = [];
  await matrix.forEachFloatRow((row) => seen.push(row[0]));
  expect(seen).toEqual(Array.from({ length: rows }, (_, row) => turned(row)));
  expect(Math.max(...reads)).toBeLessThanOrEqual(4 * 2 ** 20);
  expect(reads.length).toBeGreaterThan(1);
});
