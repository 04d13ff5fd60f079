import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CandidateScore } from '../../../core/memory/episode';
import { candidateBars, ranked } from './candidate-bars';

function scored(terms: readonly (readonly number[])[]): CandidateScore[] {
  const rows = terms.map(([languageModel = 0, examples = 0, adapter = 0, memory = 0], index) => ({
    action: `tool_${index}`,
    languageModel,
    examples,
    adapter,
    memory,
    total: languageModel + examples + adapter + memory,
  }));
  const top = Math.max(...rows.map(({ total }) => total));
  const mass = rows.reduce((sum, { total }) => sum + Math.exp(total - top), 0);
  return rows.map((row) => ({ ...row, probability: Math.exp(row.total - top) / mass }));
}

const score = fc.integer({ min: -200, max: 200 }).map((tenths) => tenths / 10);
const candidates = fc
  .array(fc.tuple(score, score, score, score), { minLength: 1, maxLength: 30 })
  .map(scored);

describe('the bars of a decision', () => {
  test('stay within their width, whatever the scores', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        for (const { parts } of candidateBars(all, 5).bars)
          for (const { start, length } of parts) {
            expect(start).toBeGreaterThan(-1e-6);
            expect(length).toBeGreaterThan(0);
            expect(start + length).toBeLessThan(100 + 1e-6);
          }
      }),
    );
  });

  test('order the candidates as their totals do', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const { zero, bars } = candidateBars(all, 5);
        const sums = bars.map(({ parts }) =>
          parts.reduce(
            (sum, { start, length }) => sum + (start < zero - 1e-6 ? -length : length),
            0,
          ),
        );
        sums.slice(1).forEach((sum, index) => expect(sum).toBeLessThan((sums[index] ?? 0) + 1e-6));
      }),
    );
  });

  test('what was learned against a candidate runs to the left of zero', () => {
    const { zero, bars } = candidateBars(
      scored([
        [0, 10, 2, 0],
        [0, 8, -2, 0],
      ]),
      5,
    );
    const against = bars[1]?.parts.find(({ term }) => term === 'adapter');
    expect(zero).toBeGreaterThan(0);
    expect((against?.start ?? 0) + (against?.length ?? 0)).toBeCloseTo(zero);
  });

  test('an adapter that says nothing draws nothing', () => {
    const { bars } = candidateBars(
      scored([
        [0, 1, 0, 0],
        [-1, 0, 0, 0],
      ]),
      5,
    );
    expect(bars.flatMap(({ parts }) => parts.map(({ term }) => term))).not.toContain('adapter');
  });

  test('candidates that were not permitted are neither shown nor counted', () => {
    const all = scored([
      [0, 1],
      [0, 0.5],
      [-1e9, 0],
    ]);
    expect(ranked(all)).toHaveLength(2);
    expect(candidateBars(all, 1)).toMatchObject({ more: 1 });
  });

  test('one candidate alone, or none, is no division by zero', () => {
    expect(candidateBars(scored([[-3, 2]]), 5).bars[0]?.parts).toEqual([]);
    expect(candidateBars([], 5)).toEqual({ zero: 0, bars: [], more: 0 });
  });
});
