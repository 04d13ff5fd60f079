import type { ActionId } from '../memory/episode';
import { cosine } from '../learning/vector';
import { softmax } from '../learning/softmax';
import { PRESENCE_NEIGHBOURS, PRESENCE_PRIOR, PRESENCE_TEMPERATURE } from './parameters';
import type { KnownCall, SlotRequest } from './slot-call';
import type { SlotTool } from './slot';
import { slotKey } from './slot';
import { emptyTable, spanIndex, spansOf } from './span-table';
import type { SpanTable } from './span-table';
import { WordCounts } from './word-counts';

const BEGINNING = '<';
const ENDING = '>';

/** A call with its likeness to a request. */
export interface NearCall {
  readonly known: KnownCall;
  /** Cosine. */
  readonly similarity: number;
}

/** What stood in and around the values of one slot. */
interface SlotHabits {
  readonly inside: WordCounts;
  readonly left: WordCounts;
  readonly right: WordCounts;
  readonly lengths: WordCounts;
}

/**
 * Recall: what calls of the past did with words like these. A value is likelier for a parameter where the most
 * similar calls of the tool had one, and where its words, their number and the words beside them are those of earlier
 * values of the slot, each against how often the word occurs at all (naive Bayes). Speaks from the first example on.
 */
export class CallMemory {
  /** By tool. */
  readonly #calls = new Map<ActionId, Set<KnownCall>>();
  readonly #slots = new Map<string, SlotHabits>();
  /** All words of all requests. */
  readonly #words = new WordCounts();

  add(known: KnownCall): void {
    const { tool } = known.call;
    this.#calls.set(tool, (this.#calls.get(tool) ?? new Set()).add(known));
    this.#count(known, known.call.weight);
  }

  remove(known: KnownCall): void {
    if (this.#calls.get(known.call.tool)?.delete(known)) this.#count(known, -known.call.weight);
  }

  table(request: SlotRequest, tool: SlotTool): SpanTable {
    const { forms } = request;
    const table = emptyTable(forms.length, tool.parameters.length);
    const presence = this.#presence(request, tool);
    tool.parameters.forEach((parameter, index) => {
      const habits = this.#slots.get(slotKey(parameter));
      const values = table.tables[index];
      const base = presence[index] - Math.log(Math.max(1, forms.length));
      for (const { start, end } of spansOf(forms.length)) {
        const match = habits ? this.#match(habits, forms, start, end) : 0;
        values[spanIndex(start, end)] = base + match;
      }
    });
    return table;
  }

  #match(habits: SlotHabits, forms: readonly string[], start: number, end: number): number {
    let sum = habits.lengths.logProbability(String(end - start), 1 / 6);
    sum += this.#ratio(habits.left, forms[start - 1] ?? BEGINNING);
    sum += this.#ratio(habits.right, forms[end] ?? ENDING);
    for (let word = start; word < end; word++) sum += this.#ratio(habits.inside, forms[word]);
    return sum;
  }

  #ratio(counts: WordCounts, word: string): number {
    const base = this.#words.share(word);
    return counts.logProbability(word, base) - Math.log(base);
  }

  /** The calls of the tool whose requests are nearest, the nearest first. */
  nearest({ pooled }: SlotRequest, tool: SlotTool, count = PRESENCE_NEIGHBOURS): NearCall[] {
    return [...(this.#calls.get(tool.id) ?? [])]
      .map((known) => ({ known, similarity: cosine(known.request.pooled, pooled) }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, count);
  }

  /** log odds that each parameter has a value, from the nearest calls of the tool. */
  #presence(request: SlotRequest, tool: SlotTool): number[] {
    const near = this.nearest(request, tool);
    const { shares, voices } = votesOf(near);
    return tool.parameters.map(({ name }) => {
      const given = near.reduce(
        (sum, { known }, i) => (has(known, name) ? sum + shares[i] : sum),
        0,
      );
      const yes = given * voices + PRESENCE_PRIOR;
      const no = (1 - given) * voices + PRESENCE_PRIOR;
      return near.length === 0 ? 0 : Math.log(yes / no);
    });
  }

  #count({ tool, request, spans }: KnownCall, by: number): void {
    const { forms } = request;
    for (const form of [BEGINNING, ...forms, ENDING]) this.#words.add(form, by);
    for (const { parameter, start, end } of spans) {
      const habits = this.#habits(slotKey(tool.parameters[parameter]));
      habits.left.add(forms[start - 1] ?? BEGINNING, by);
      habits.right.add(forms[end] ?? ENDING, by);
      habits.lengths.add(String(end - start), by);
      for (let word = start; word < end; word++) habits.inside.add(forms[word], by);
    }
  }

  #habits(slot: string): SlotHabits {
    const known = this.#slots.get(slot);
    if (known) return known;
    const fresh = {
      inside: new WordCounts(),
      left: new WordCounts(),
      right: new WordCounts(),
      lengths: new WordCounts(),
    };
    this.#slots.set(slot, fresh);
    return fresh;
  }
}

/**
 * The calls' shares in a vote, by likeness and trust, and how many calls these are worth: one when a single call holds
 * all, their number when they are equal.
 */
export function votesOf(near: readonly NearCall[]): {
  readonly shares: readonly number[];
  readonly voices: number;
} {
  if (near.length === 0) return { shares: [], voices: 0 };
  const shares = softmax(
    near.map(
      ({ known, similarity }) =>
        similarity / PRESENCE_TEMPERATURE + Math.log(Math.max(1e-3, known.call.weight)),
    ),
  );
  const voices = 1 / shares.reduce((sum, share) => sum + share * share, 0);
  return { shares, voices };
}

function has({ tool, spans }: KnownCall, name: string): boolean {
  return spans.some(({ parameter }) => tool.parameters[parameter].name === name);
}
