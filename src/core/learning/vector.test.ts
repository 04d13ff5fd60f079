import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { dot, row, stack } from './vector';

it('multiplies rows of any length from any offset on', () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 11 });
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 5 }), (list, offset) => {
      const b = Float32Array.from([...new Array<number>(offset).fill(7), ...list, 9]);
      const expected = list.reduce((sum, value) => sum + value * value, 0);
      expect(dot(Float32Array.from(list), b, offset)).toBe(expected);
    }),
  );
});

it('stacks rows and finds them again', () => {
  const rows = [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6)];
  const matrix = stack(rows, 3);
  expect(row(matrix, 1, 3)).toEqual(rows[1]);
});
