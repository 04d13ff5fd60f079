import type { ChainScores } from './chain';
import { beginOf, insideOf, OUTSIDE } from './chain';
import { SPAN_WORDS } from './request-words';

/**
 * What one source says about every span of a request for every parameter, nat: how much likelier the parameter is to
 * take these words than to stay empty, which scores 0. `tables[parameter][spanIndex(start, end)]`.
 */
export interface SpanTable {
  readonly words: number;
  readonly tables: readonly Float64Array[];
}

export function spanIndex(start: number, end: number): number {
  return start * SPAN_WORDS + (end - start - 1);
}

/** Every span of at most `SPAN_WORDS` words, by start, then by length. */
export function* spansOf(words: number): Generator<{ start: number; end: number }> {
  for (let start = 0; start < words; start++) {
    const last = Math.min(words, start + SPAN_WORDS);
    for (let end = start + 1; end <= last; end++) yield { start, end };
  }
}

export function emptyTable(words: number, parameters: number): SpanTable {
  const tables = Array.from({ length: parameters }, () => new Float64Array(words * SPAN_WORDS));
  return { words, tables };
}

/** 1 for every span: its weight says how readily a parameter takes words at all. */
export function anyTable(words: number, parameters: number): SpanTable {
  const table = emptyTable(words, parameters);
  for (const values of table.tables) values.fill(1);
  return table;
}

/** The score of a span in the chain: its words as a value of the parameter against the same words outside. */
export function chainTable({ words, states, scores }: ChainScores): SpanTable {
  const table = emptyTable(words, (states - 1) / 2);
  table.tables.forEach((values, parameter) => {
    for (let start = 0; start < words; start++) {
      let gain = scores[start * states + beginOf(parameter)] - scores[start * states + OUTSIDE];
      const last = Math.min(words, start + SPAN_WORDS);
      for (let end = start + 1; end <= last; end++) {
        values[spanIndex(start, end)] = gain;
        if (end < words) {
          gain += scores[end * states + insideOf(parameter)] - scores[end * states + OUTSIDE];
        }
      }
    }
  });
  return table;
}

/** The tables' sum with these weights; all of one request and tool. */
export function weightedTable(tables: readonly SpanTable[], weights: readonly number[]): SpanTable {
  const [first] = tables;
  const sum = emptyTable(first.words, first.tables.length);
  sum.tables.forEach((values, parameter) => {
    tables.forEach((table, t) => {
      // 0 times minus infinity is not a number: a source without weight says nothing.
      if (weights[t] === 0) return;
      const source = table.tables[parameter];
      for (let i = 0; i < values.length; i++) values[i] += weights[t] * source[i];
    });
  });
  return sum;
}
