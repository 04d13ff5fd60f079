import { expect, it } from 'vitest';
import { permutedRow } from './llama-weights';

it('undoes the permutation of a head: halves become neighbours', () => {
  const rows = Array.from({ length: 8 }, (_, row) => permutedRow(row, 4));
  expect(rows).toEqual([0, 2, 1, 3, 4, 6, 5, 7]);
});

it('moves every row of a head to a place of its own', () => {
  for (const headLength of [2, 16, 64]) {
    const rows = Array.from({ length: 3 * headLength }, (_, row) => permutedRow(row, headLength));
    expect(new Set(rows).size).toBe(rows.length);
    // HF row [part, i] of a head lies in GGUF at [i, part].
    expect(permutedRow(headLength + headLength / 2, headLength)).toBe(headLength + 1);
  }
});
