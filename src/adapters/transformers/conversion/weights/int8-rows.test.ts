import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeF32 } from '../testing/quantise-blocks';
import { gaussian, seededRandom } from '../testing/seeded-random';
import { ggmlTypes } from './ggml-type';
import { INT8_ZERO, quantiseRows } from './int8-rows';
import { type StoredMatrix, WeightMatrix } from './weight-matrix';

const stored = (rows: number, columns: number, values: Float32Array): StoredMatrix => ({
  type: ggmlTypes.F32,
  bytes: encodeF32(values),
  rows,
  columns,
});

it('gives every weight back within half a step of its row, transposed', () => {
  const size = fc.integer({ min: 1, max: 150 });
  fc.assert(
    fc.property(size, size, fc.integer(), (rows, columns, seed) => {
      const values = gaussian(seededRandom(seed), rows * columns);
      const { scales, transposed } = quantiseRows(new WeightMatrix(stored(rows, columns, values)));
      const bytes = new Uint8Array(transposed.byteLength);
      transposed.write(bytes);
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

it('writes zeros for a row of zeros', () => {
  const { scales, transposed } = quantiseRows(new WeightMatrix(stored(2, 3, new Float32Array(6))));
  const bytes = new Uint8Array(6);
  transposed.write(bytes);
  expect([...bytes]).toEqual(new Array(6).fill(INT8_ZERO));
  expect([...scales]).toEqual([0, 0]);
});

it('stacks matrices and follows their row order', () => {
  const first = stored(2, 1, Float32Array.of(1, 2));
  const second = { ...stored(2, 1, Float32Array.of(3, 4)), storedRow: (row: number) => 1 - row };
  const seen: number[] = [];
  new WeightMatrix(first, second).forEachFloatRow(([value]) => seen.push(value));
  expect(seen).toEqual([1, 2, 4, 3]);
});
