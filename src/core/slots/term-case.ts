import type { KnownCall } from './slot-call';
import { spanIndex, spansOf } from './span-table';
import type { SpanTable } from './span-table';

/** A call that the user made right, as the weights of the terms see it: every span with what each term says of it. */
export interface TermCase {
  readonly words: number;
  /** First word and end of every span, for every parameter. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  /** `terms[t][i]`: what term t says about span i. */
  readonly terms: readonly Float64Array[];
  /** The spans that the user wanted. */
  readonly wanted: readonly number[];
  readonly weight: number;
}

/** `tables` are the terms' words on this request, made without it. */
export function termCase(
  { call, tool, request, spans: wanted }: KnownCall,
  tables: readonly SpanTable[],
): TermCase {
  const words = request.words.length;
  const spans = tool.parameters.flatMap((_, parameter) =>
    [...spansOf(words)].map((span) => ({ parameter, ...span })),
  );
  return {
    words,
    spans,
    terms: tables.map(({ tables: term }) =>
      Float64Array.from(
        spans,
        ({ parameter, start, end }) => term[parameter][spanIndex(start, end)],
      ),
    ),
    wanted: wanted
      .map((span) =>
        spans.findIndex(
          ({ parameter, start, end }) =>
            parameter === span.parameter && start === span.start && end === span.end,
        ),
      )
      .filter((index) => index >= 0),
    weight: call.weight,
  };
}

/**
 * -log p of the wanted spans and its slope by the weights, where a set of spans that don't overlap is as probable as
 * exp of its weighted sum of terms. (The sum is over sets in which a parameter may take several spans.)
 */
export function caseLoss(
  { words, spans, terms, wanted }: TermCase,
  weights: readonly number[],
): { readonly loss: number; readonly slope: number[] } {
  const scores = spans.map((_, i) => sum(weights, (weight, t) => weight * terms[t][i]));
  const { before, after } = partitions(words, spans, scores);
  const total = before[words];
  const slope = weights.map((_, t) => -sum(wanted, (i) => terms[t][i]));
  spans.forEach(({ start, end }, i) => {
    const share = Math.exp(before[start] + scores[i] + after[end] - total);
    if (share > 1e-9) weights.forEach((_, t) => (slope[t] += share * terms[t][i]));
  });
  return { loss: total - sum(wanted, (i) => scores[i]), slope };
}

/** log of the sum over all sets of spans in the first words, and in the words from each on. */
function partitions(words: number, spans: TermCase['spans'], scores: readonly number[]) {
  const before = new Float64Array(words + 1).fill(-Infinity);
  const after = new Float64Array(words + 1).fill(-Infinity);
  before[0] = 0;
  after[words] = 0;
  const order = spans.map((_, i) => i);
  const forwards = [...order].sort((a, b) => spans[a].start - spans[b].start);
  let next = 0;
  for (let word = 0; word < words; word++) {
    before[word + 1] = logAdd(before[word + 1], before[word]);
    for (; next < order.length && spans[forwards[next]].start === word; next++) {
      const { end } = spans[forwards[next]];
      before[end] = logAdd(before[end], before[word] + scores[forwards[next]]);
    }
  }
  const backwards = order.sort((a, b) => spans[b].end - spans[a].end);
  next = 0;
  for (let word = words; word > 0; word--) {
    after[word - 1] = logAdd(after[word - 1], after[word]);
    for (; next < order.length && spans[backwards[next]].end === word; next++) {
      const { start } = spans[backwards[next]];
      after[start] = logAdd(after[start], after[word] + scores[backwards[next]]);
    }
  }
  return { before, after };
}

function logAdd(a: number, b: number): number {
  const top = Math.max(a, b);
  return top === -Infinity ? top : top + Math.log(Math.exp(a - top) + Math.exp(b - top));
}

function sum<T>(list: readonly T[], value: (x: T, i: number) => number): number {
  return list.reduce((total, x, i) => total + value(x, i), 0);
}
