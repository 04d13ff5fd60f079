import { beginning } from '../../src/core/agent/prompts';
import type { PolicyDecision } from '../../src/core/learning/policy';
import { argmax } from '../../src/core/learning/softmax';
import type { NearCall } from '../../src/core/slots/call-memory';
import { ASKED_PARAMETERS, ASKED_SPANS, SURE_LEAD } from '../../src/core/slots/parameters';
import type { SlotTool } from '../../src/core/slots/slot';
import type { SlotCall, SlotRequest } from '../../src/core/slots/slot-call';
import type { SpanTable } from '../../src/core/slots/span-table';
import { emptyTable, spanIndex, spansOf } from '../../src/core/slots/span-table';
import { spanValue } from '../../src/core/slots/span-value';
import type { CallStream } from './call-stream';
import type { ChoiceCache } from './choice-cache';

/** With so many tools the language model compares them all, else the best by everything else. */
const EXHAUSTIVE = 8;
const SHORTLIST = 5;
/** It is not asked where the first leads by more than half its word is likely to take back, nat. */
const LEAD = 3;
/** Earlier calls in the prompt: 3 is what a tool comes with. */
const SHOWN = 3;
const NONE = ' none';

/** An action with its score by everything else. */
type Ranked = Pick<PolicyDecision['candidates'][number], 'action' | 'total'>;

interface Asked {
  readonly parameter: number;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** What the language model says in this benchmark: short lists and short prompts, as 2 s a request ask for. */
export class CallModel {
  readonly #cache: ChoiceCache;

  constructor(cache: ChoiceCache) {
    this.#cache = cache;
  }

  /** Forward passes so far. */
  get passes(): number {
    return this.#cache.passes;
  }

  /** Seconds that cached answers have saved so far. */
  get saved(): number {
    return this.#cache.saved;
  }

  /** The tool, with the language model's word added to a decision made without it. */
  async decide(
    request: string,
    even: PolicyDecision,
    stream: CallStream,
    weight: number,
  ): Promise<string> {
    const { candidates, chosen } = even;
    const [first, second] = [...candidates].sort((a, b) => b.total - a.total);
    if (weight === 0 || !second || first!.total - second.total > LEAD) return chosen;
    const words = await this.words(request, candidates, stream);
    const compared = candidates.filter(({ action }) => words.has(action));
    const totals = compared.map(({ action, total }) => total + weight * words.get(action)!);
    return compared[argmax(totals)]!.action;
  }

  /** log p of the best actions for a request, nat; with few actions of all. */
  async words(
    request: string,
    candidates: readonly Ranked[],
    stream: CallStream,
  ): Promise<ReadonlyMap<string, number>> {
    const ranked = [...candidates].sort((a, b) => b.total - a.total);
    const size = ranked.length <= EXHAUSTIVE ? ranked.length : SHORTLIST;
    const compared = new Set(ranked.slice(0, size));
    // In a fixed order: a prompt's beginning that was read once is not read again.
    const listed = candidates.filter((candidate) => compared.has(candidate));
    const shown = listed.map(({ action }) => {
      const [example] = stream.examples.get(action)!;
      return `Request: ${example!.text}\nTool: ${action}\n\n`;
    });
    const prompt = {
      prefix: `Choose the tool for each request.\n\n${shown.join('')}`,
      suffix: `Request: ${beginning(request, 60)}\nTool:`,
    };
    const names = listed.map(({ action }) => ` ${action}`);
    const scores = await this.#cache.score(prompt, names);
    return new Map(listed.map(({ action }, i) => [action, scores[i]!]));
  }

  /** log odds of the likeliest spans of the least certain parameters; 0 for parameters that are not asked about. */
  async term(
    tool: SlotTool,
    request: SlotRequest,
    others: SpanTable,
    near: readonly NearCall[],
  ): Promise<SpanTable> {
    const table = emptyTable(request.words.length, tool.parameters.length);
    const asked = uncertain(others);
    if (asked.length === 0) return table;
    const prefix = examples(tool, near, asked);
    const said = `Request: ${beginning(request.words.join(' '), 60)}\n`;
    for (const { parameter, spans } of asked) {
      const values = spans.map((span) => ` ${spanValue(request.words, span, false)}`);
      const choices = [...new Set([NONE, ...values])];
      const prompt = { prefix, suffix: `${said}${tool.parameters[parameter]!.name}:` };
      const scores = await this.#cache.score(prompt, choices);
      const odds = values.map((value) => scores[choices.indexOf(value)]! - scores[0]!);
      table.tables[parameter]!.fill(Math.min(...odds));
      spans.forEach(({ start, end }, i) => {
        table.tables[parameter]![spanIndex(start, end)] = odds[i]!;
      });
    }
    return table;
  }
}

/** The parameters whose best span, or none, leads by little, the least first, with their best spans. As in the app. */
function uncertain({ words, tables }: SpanTable): Asked[] {
  return tables
    .map((values, parameter) => {
      const scored = [...spansOf(words)]
        .map((span) => ({ span, score: values[spanIndex(span.start, span.end)]! }))
        .sort((a, b) => b.score - a.score)
        .slice(0, ASKED_SPANS);
      const [best, second] = [0, ...scored.map(({ score }) => score)].sort((a, b) => b - a);
      return { parameter, lead: best! - second!, spans: scored.map(({ span }) => span) };
    })
    .filter(({ lead }) => lead < SURE_LEAD)
    .sort((a, b) => a.lead - b.lead)
    .slice(0, ASKED_PARAMETERS);
}

/**
 * The likeliest calls, the likeliest last: a small model imitates what it read last. Where there are no others they stand in
 * their own order with all parameters, the same for every request, so that they are read once.
 */
function examples(tool: SlotTool, near: readonly NearCall[], asked: readonly Asked[]): string {
  const all = near.length <= SHOWN;
  const shown = near.slice(0, SHOWN).map(({ known }) => known.call);
  const ordered = all ? shown.sort((a, b) => (a.request < b.request ? -1 : 1)) : shown.reverse();
  const names = all
    ? tool.parameters.map(({ name }) => name)
    : asked.map(({ parameter }) => tool.parameters[parameter]!.name);
  return ordered.map((call) => exampleLines(call, names)).join('');
}

function exampleLines({ request, values }: SlotCall, names: readonly string[]): string {
  const lines = names.map((name) => {
    const value = values[name];
    const first = typeof value === 'object' ? value[0] : value;
    return `${name}:${first === undefined ? NONE : ` ${first}`}\n`;
  });
  return `Request: ${request}\n${lines.join('')}\n`;
}
