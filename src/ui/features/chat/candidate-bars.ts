import type { ActionId, CandidateScore } from '../../../core/memory/episode';

export type Term = 'languageModel' | 'examples' | 'adapter' | 'memory';

/** What it came with, then what it learned: the order in which the parts are stacked. */
export const TERMS: readonly Term[] = ['languageModel', 'examples', 'adapter', 'memory'];

interface BarPart {
  readonly term: Term;
  /** Left end and length, in percent of the bar's width. */
  readonly start: number;
  readonly length: number;
}

interface CandidateBar {
  readonly action: ActionId;
  readonly probability: number;
  readonly parts: readonly BarPart[];
}

export interface CandidateBars {
  /** Where parts that speak for a candidate begin, in percent of the width; those against it run to its left. */
  readonly zero: number;
  /** Most probable first. */
  readonly bars: readonly CandidateBar[];
  /** Candidates that were not shown. */
  readonly more: number;
}

/** Candidates that were not permitted have scores near minus infinity and take no part. */
const FORBIDDEN = -1e6;

/** Permitted candidates, most probable first. */
export function ranked(candidates: readonly CandidateScore[]): CandidateScore[] {
  return candidates
    .filter(({ total }) => total > FORBIDDEN)
    .toSorted((a, b) => b.probability - a.probability || b.total - a.total);
}

/**
 * Bars for the `limit` most probable candidates. The language model and the examples have scales without a
 * zero of their own (log p, a similarity), so they count from the lowest candidate shown; what was learned
 * keeps its sign. Softmax ignores the shift: right ends minus left parts still order the candidates.
 */
export function candidateBars(candidates: readonly CandidateScore[], limit: number): CandidateBars {
  const permitted = ranked(candidates);
  const shown = permitted.slice(0, limit);
  const rows = shown.map((candidate) => ({ candidate, values: relative(candidate, shown) }));
  const reach = (sign: 1 | -1) =>
    Math.max(
      0,
      ...rows.map(({ values }) => total(values.map((value) => Math.max(0, sign * value)))),
    );
  const left = reach(-1);
  const width = left + reach(1);
  const scale = width > 0 ? 100 / width : 0;
  return {
    zero: left * scale,
    bars: rows.map(({ candidate, values }) => ({
      action: candidate.action,
      probability: candidate.probability,
      parts: stack(values, left, scale),
    })),
    more: permitted.length - shown.length,
  };
}

function relative(candidate: CandidateScore, shown: readonly CandidateScore[]): number[] {
  const lowest = (term: Term) => Math.min(...shown.map((other) => other[term]));
  return [
    candidate.languageModel - lowest('languageModel'),
    candidate.examples - lowest('examples'),
    candidate.adapter,
    candidate.memory,
  ];
}

function stack(values: readonly number[], left: number, scale: number): BarPart[] {
  let right = left;
  let down = left;
  const parts: BarPart[] = [];
  values.forEach((value, index) => {
    const term = TERMS[index];
    if (term === undefined || value === 0) return;
    if (value > 0) {
      parts.push({ term, start: right * scale, length: value * scale });
      right += value;
    } else {
      down += value;
      parts.push({ term, start: down * scale, length: -value * scale });
    }
  });
  return parts;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
