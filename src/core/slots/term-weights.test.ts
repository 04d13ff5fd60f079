import { describe, expect, it } from 'vitest';
import { emptyTable, spanIndex } from './span-table';
import type { SpanTable } from './span-table';
import { caseLoss, termCase } from './term-case';
import { fitTermWeights } from './term-weights';
import { playTool, sampleCalls } from './testing/sample-calls';

/** A term that says yes to these words for the artist, and no to all others. */
function says(start: number, end: number, strength: number): SpanTable {
  const table = emptyTable(6, playTool.parameters.length);
  for (const values of table.tables) values.fill(-strength);
  table.tables[0][spanIndex(start, end)] = strength;
  return table;
}

/** "please play Miles Davis on Spotify" and the like; only calls of six words. */
const calls = sampleCalls(12).filter(({ request }) => request.words.length === 6);
const cases = calls.map((known) => termCase(known, [says(2, 4, 1), says(0, 1, 1)]));

describe('the weights of the terms', () => {
  it('are exactly the defaults before anything was said', () => {
    expect(fitTermWeights([], [1, 0.3, 1], 3)).toEqual([1, 0.3, 1]);
  });

  it('rise for a term that is right and fall for one that is wrong', () => {
    const [right, wrong] = fitTermWeights(cases, [0.5, 0.5], 1);
    expect(right).toBeGreaterThan(0.6);
    expect(wrong).toBeLessThan(0.4);
    expect(wrong).toBeGreaterThanOrEqual(0);
  });

  it('stay near the defaults under a strong prior', () => {
    const [right] = fitTermWeights(cases, [0.5, 0.5], 1e6);
    expect(right).toBeCloseTo(0.5, 3);
  });

  it('follow a slope that small steps show', () => {
    const at = (w: number) => caseLoss(cases[0], [w, 0.7]);
    const slope = (at(0.401).loss - at(0.399).loss) / 0.002;
    expect(at(0.4).slope[0]).toBeCloseTo(slope, 5);
  });
});
