import { beginning } from '../../src/core/agent/prompts';
import type { PolicyDecision } from '../../src/core/learning/policy';
import { LANGUAGE_MODEL_WEIGHT } from '../../src/core/learning/parameters';
import { argmax } from '../../src/core/learning/softmax';
import type { NearCall } from '../../src/core/slots/call-memory';
import type { SlotTool } from '../../src/core/slots/slot';
import type { KnownCall, SlotRequest } from '../../src/core/slots/slot-call';
import type { SpanTable } from '../../src/core/slots/span-table';
import { emptyTable, spanIndex, spansOf } from '../../src/core/slots/span-table';
import { spanValue } from '../../src/core/slots/span-value';
import type { CallStream } from './call-stream';
import type { ChoiceCache } from './choice-cache';

/** Tools that the language model compares; the best by everything else. */
const SHORTLIST = 5;
/** It is not asked where the first leads by more than it could take back, nat. */
const LEAD = 6;
/** Parameters that it is asked about, the least certain ones, and spans of each. */
const PARAMETERS = 4;
const SPANS = 3;
/** Earlier calls in the prompt: 3 is what a tool comes with. */
const SHOWN = 3;
/** Beyond this the other terms are certain enough, nat. */
const CERTAIN = 5;
const NONE = ' none';

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
  async decide(request: string, even: PolicyDecision, stream: CallStream): Promise<string> {
    const ranked = [...even.candidates].sort((a, b) => b.total - a.total).slice(0, SHORTLIST);
    if (ranked.length < 2 || ranked[0]!.total - ranked[1]!.total > LEAD) return even.chosen;
    // The likeliest last: a small model imitates what it read last.
    const shown = [...ranked].reverse().map(({ action }) => {
      const [example] = stream.examples.get(action)!;
      return `Request: ${example!.text}\nTool: ${action}\n\n`;
    });
    const prompt = {
      prefix: `Choose the tool for each request.\n\n${shown.join('')}`,
      suffix: `Request: ${beginning(request, 60)}\nTool:`,
    };
    const scores = await this.#cache.score(
      prompt,
      ranked.map(({ action }) => ` ${action}`),
    );
    return ranked[argmax(ranked.map(({ total }, i) => total + LANGUAGE_MODEL_WEIGHT * scores[i]!))]!
      .action;
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
    const shown = near.slice(0, SHOWN).reverse();
    const lines = shown.map(({ known }) => exampleLines(known, asked));
    const prefix = `${lines.join('')}Request: ${beginning(request.words.join(' '), 60)}\n`;
    for (const { parameter, spans } of asked) {
      const values = spans.map((span) => ` ${spanValue(request.words, span, false)}`);
      const choices = [...new Set([NONE, ...values])];
      const prompt = { prefix, suffix: `${tool.parameters[parameter]!.name}:` };
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

/** The parameters whose best span is neither clearly right nor clearly wrong, with their best spans. */
function uncertain({ words, tables }: SpanTable): Asked[] {
  return tables
    .map((values, parameter) => {
      const scored = [...spansOf(words)]
        .map((span) => ({ span, score: values[spanIndex(span.start, span.end)]! }))
        .sort((a, b) => b.score - a.score)
        .slice(0, SPANS);
      return {
        parameter,
        doubt: Math.abs(scored[0]?.score ?? Infinity),
        spans: scored.map(({ span }) => span),
      };
    })
    .filter(({ doubt }) => doubt < CERTAIN)
    .sort((a, b) => a.doubt - b.doubt)
    .slice(0, PARAMETERS);
}

function exampleLines({ call, tool }: KnownCall, asked: readonly Asked[]): string {
  const lines = asked.map(({ parameter }) => {
    const { name } = tool.parameters[parameter]!;
    const value = call.values[name];
    const first = typeof value === 'object' ? value[0] : value;
    return `${name}:${first === undefined ? NONE : ` ${first}`}\n`;
  });
  return `Request: ${call.request}\n${lines.join('')}\n`;
}
