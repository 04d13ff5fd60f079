import { describe, expect, it } from 'vitest';
import { bestSpans } from './best-spans';
import { headTerms } from './head-terms';
import { zeroSlotHead } from './slot-head';
import { weightedTable } from './span-table';
import { playTool, sampleCalls } from './testing/sample-calls';

const [{ request }] = sampleCalls(1);

describe('the terms of a slot head', () => {
  it('are silent where there is none', () => {
    for (const { words, tables } of headTerms(null, playTool, request)) {
      expect(words).toBe(request.words.length);
      expect(tables.every((values) => values.every((value) => value === 0))).toBe(true);
    }
  });

  it('let a head that knows nothing fill a value only by the weight of every value', () => {
    const head = zeroSlotHead([], request.pooled.length);
    const filled = (any: number) =>
      bestSpans(weightedTable(headTerms(head, playTool, request), [1, any]), playTool.parameters);
    expect(filled(0)).toEqual([]);
    expect(filled(0.5)).not.toEqual([]);
  });
});
