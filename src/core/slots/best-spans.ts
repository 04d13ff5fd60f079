import type { SlotParameter, SlotSpan } from './slot';
import { spanIndex, spansOf } from './span-table';
import type { SpanTable } from './span-table';

/** Raises the spans of a required parameter above any score, so that it takes the best one that is left. */
const REQUIRED = 1e6;
/** Choices looked at before the best set so far is taken; 10,194 public requests needed 458 at most (trained heads). */
const EFFORT = 50_000;

interface Scored extends SlotSpan {
  readonly gain: number;
}

/**
 * The set of spans with the largest sum: no two overlap, and a parameter takes one unless it takes many. Exact, by
 * branch and bound: what the words from here on can bring at most is the best set without the rule of one span each.
 */
export function bestSpans(table: SpanTable, parameters: readonly SlotParameter[]): SlotSpan[] {
  const { words } = table;
  const from = candidates(table, parameters);
  const bound = bounds(from, words);
  let best: readonly Scored[] = [];
  let bestGain = 0;
  let effort = 0;
  const chosen: Scored[] = [];
  const used = parameters.map(() => false);

  const search = (word: number, gain: number): void => {
    if (gain > bestGain) {
      best = [...chosen];
      bestGain = gain;
    }
    if (word >= words || gain + bound[word] <= bestGain || ++effort > EFFORT) return;
    for (const span of from[word]) {
      const once = !parameters[span.parameter].many;
      if (once && used[span.parameter]) continue;
      used[span.parameter] = true;
      chosen.push(span);
      search(span.end, gain + span.gain);
      chosen.pop();
      used[span.parameter] = chosen.some(({ parameter }) => parameter === span.parameter);
    }
    search(word + 1, gain);
  };
  search(0, 0);
  return best.map(({ parameter, start, end }) => ({ parameter, start, end }));
}

/** By first word the spans that are better than none, the one first whose best continuation is best. */
function candidates({ words, tables }: SpanTable, parameters: readonly SlotParameter[]) {
  const from = Array.from({ length: words }, (): Scored[] => []);
  for (const { start, end } of spansOf(words)) {
    parameters.forEach(({ required }, parameter) => {
      const value = tables[parameter][spanIndex(start, end)];
      const gain = required && value > -Infinity ? value + REQUIRED : value;
      if (gain > 0) from[start].push({ parameter, start, end, gain });
    });
  }
  const bound = bounds(from, words);
  const promise = ({ gain, end }: Scored) => gain + bound[end];
  return from.map((spans) => spans.sort((a, b) => promise(b) - promise(a)));
}

/** The largest sum of spans that don't overlap from each word on. */
function bounds(from: readonly (readonly Scored[])[], words: number): Float64Array {
  const bound = new Float64Array(words + 1);
  for (let word = words - 1; word >= 0; word--) {
    bound[word] = bound[word + 1];
    for (const { gain, end } of from[word]) {
      bound[word] = Math.max(bound[word], gain + bound[end]);
    }
  }
  return bound;
}
