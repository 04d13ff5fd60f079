import type { Prompt, TextGenerator } from '../ports/text-generator';
import type { ArgumentVoice } from '../slots/argument-voice';
import { ASKED_PARAMETERS, ASKED_SPANS, SURE_LEAD } from '../slots/parameters';
import type { SlotSpan } from '../slots/slot';
import { emptyTable, spanIndex, spansOf } from '../slots/span-table';
import type { SpanTable } from '../slots/span-table';
import type { JsonSchema } from '../tools/json-schema';
import { safeText } from './prompt-styles/safe-text';

interface Doubt {
  readonly parameter: number;
  /** How far the best value leads, nat. */
  readonly lead: number;
  readonly spans: readonly SlotSpan[];
}

/**
 * What the language model says about the best values of the parameters that are not sure yet, nat; null where all are:
 * then it is not asked. The prompt is that of the whole call, so that its beginning is computed already.
 */
export async function languageTerm(
  { tool, request }: ArgumentVoice,
  others: SpanTable,
  allowed: JsonSchema,
  valueOf: (span: SlotSpan) => string,
  prompt: Prompt,
  generator: Pick<TextGenerator, 'scoreChoices'>,
  signal?: AbortSignal,
): Promise<SpanTable | null> {
  const isNeeded = (name: string) => allowed.required.includes(name);
  // Lists are left to the other terms.
  const kinds = tool.parameters.map(({ name, many }) => (many ? null : { needed: isNeeded(name) }));
  const doubts = doubtsOf(others, kinds);
  if (doubts.length === 0) return null;
  const table = emptyTable(request.words.length, tool.parameters.length);
  for (const { parameter, spans } of doubts) {
    const { name } = tool.parameters[parameter];
    const needed = isNeeded(name);
    const before = safeText(writtenBefore(allowed, name));
    const key = `${JSON.stringify(name)}:`;
    const values = spans.map((span) => ` ${safeText(JSON.stringify(valueOf(span)))}`);
    // What may be left out is compared with the end of the object.
    const choices = needed ? [...new Set(values)] : ['}', ...new Set(values.map((v) => key + v))];
    const suffix = `${prompt.suffix}${before}${needed ? key : ''}`;
    const scores = await generator.scoreChoices({ ...prompt, suffix }, choices, signal);
    const none = needed ? Math.max(...scores) : scores[0];
    const odds = values.map((v) => scores[choices.indexOf(needed ? v : key + v)] - none);
    table.tables[parameter].fill(Math.min(...odds));
    spans.forEach(({ start, end }, i) => {
      table.tables[parameter][spanIndex(start, end)] = odds[i];
    });
  }
  return table;
}

/** The parameters whose best value leads by little, the least first, with their best values. */
function doubtsOf(
  { words, tables }: SpanTable,
  asked: readonly ({ readonly needed: boolean } | null)[],
): Doubt[] {
  return tables
    .flatMap((scores, parameter): Doubt[] => {
      const kind = asked[parameter];
      const spans = [...spansOf(words)]
        .map((span) => ({ parameter, ...span, score: scores[spanIndex(span.start, span.end)] }))
        .filter(({ score }) => score > -Infinity)
        .sort((a, b) => b.score - a.score)
        .slice(0, ASKED_SPANS);
      if (!kind || spans.length === 0) return [];
      const rivals = spans.map(({ score }) => score);
      if (!kind.needed) rivals.push(0);
      const [best, second = -Infinity] = rivals.sort((a, b) => b - a);
      return [{ parameter, lead: best - second, spans }];
    })
    .filter(({ lead }) => lead < SURE_LEAD)
    .sort((a, b) => a.lead - b.lead)
    .slice(0, ASKED_PARAMETERS);
}

/** The object as far as it is certain before the parameter's own place, in the spacing that the grammar writes. */
function writtenBefore({ properties }: JsonSchema, name: string): string {
  const written: string[] = [];
  for (const [other, property] of Object.entries(properties)) {
    if (other === name) break;
    const only =
      property.type === 'string' && property.enum?.length === 1 ? property.enum[0] : null;
    if (only !== null) written.push(`${JSON.stringify(other)}: ${JSON.stringify(only)}, `);
  }
  return `{${written.join('')}`;
}
