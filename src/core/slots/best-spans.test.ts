import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSpans } from './best-spans';
import type { SlotParameter, SlotSpan } from './slot';
import type { SpanTable } from './span-table';
import { emptyTable, spanIndex, spansOf } from './span-table';

const parameter = (name: string, more: Partial<SlotParameter> = {}): SlotParameter => ({
  name,
  kind: 'request',
  required: false,
  many: false,
  ...more,
});

const gainOf = ({ tables }: SpanTable, spans: readonly SlotSpan[]) =>
  spans.reduce((sum, s) => sum + tables[s.parameter][spanIndex(s.start, s.end)], 0);

/** The best gain of all sets of spans, by trying them all. */
function bruteForce(table: SpanTable, parameters: readonly SlotParameter[], from = 0): number {
  let best = 0;
  const visit = (word: number, chosen: readonly SlotSpan[]): void => {
    best = Math.max(best, gainOf(table, chosen));
    for (const { start, end } of spansOf(table.words)) {
      if (start < word) continue;
      parameters.forEach(({ many }, k) => {
        if (!many && chosen.some((span) => span.parameter === k)) return;
        visit(end, [...chosen, { parameter: k, start, end }]);
      });
    }
  };
  visit(from, []);
  return best;
}

const words = 4;
const tables = fc
  .array(fc.double({ min: -2, max: 3, noNaN: true }), { minLength: 60, maxLength: 60 })
  .map((values) => {
    const table = emptyTable(words, 2);
    let next = 0;
    for (const { start, end } of spansOf(words)) {
      for (const scores of table.tables) scores[spanIndex(start, end)] = values[next++];
    }
    return table;
  });

describe('the best set of spans', () => {
  it('is as good as the best of all sets', () => {
    fc.assert(
      fc.property(tables, fc.boolean(), (table, many) => {
        const parameters = [parameter('a', { many }), parameter('b')];
        const found = bestSpans(table, parameters);
        expect(gainOf(table, found)).toBeCloseTo(bruteForce(table, parameters), 9);
      }),
    );
  });

  it('never overlaps and gives a parameter one span', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const found = bestSpans(table, [parameter('a'), parameter('b')]);
        const taken = found.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, i) => start + i),
        );
        expect(new Set(taken).size).toBe(taken.length);
        expect(new Set(found.map((span) => span.parameter)).size).toBe(found.length);
      }),
    );
  });

  it('is empty where nothing is better than nothing', () => {
    expect(bestSpans(emptyTable(5, 2), [parameter('a'), parameter('b')])).toEqual([]);
  });

  it('fills a required parameter with the least bad words', () => {
    const table = emptyTable(2, 1);
    table.tables[0].fill(-3);
    table.tables[0][spanIndex(1, 2)] = -1;
    expect(bestSpans(table, [parameter('a', { required: true })])).toEqual([
      { parameter: 0, start: 1, end: 2 },
    ]);
  });
});
