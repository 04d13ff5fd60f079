import { withValues } from '../generation/narrow-schema';
import type { ChosenValue } from '../generation/narrow-schema';
import { bareSpan } from '../generation/request-spans';
import type { LearnedFrom } from '../memory/episode';
import type { Prompt, TextGenerator } from '../ports/text-generator';
import type { ArgumentVoice } from '../slots/argument-voice';
import { bestSpans } from '../slots/best-spans';
import { fitsTable, ruledValues } from '../slots/rule-term';
import type { SlotSpan } from '../slots/slot';
import { slotKey } from '../slots/slot';
import { spanIndex, spansOf, weightedTable } from '../slots/span-table';
import type { SpanTable } from '../slots/span-table';
import { spanValue } from '../slots/span-value';
import type { JsonSchema } from '../tools/json-schema';
import { languageTerm } from './language-term';

export interface LearnedValues {
  /** The schema under which the rest of the call is written. */
  readonly schema: JsonSchema;
  /** Lists, which a grammar can't put in order. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** The earlier call that a value comes from, where the untrained agent would have chosen otherwise. */
  readonly from: Readonly<Record<string, LearnedFrom>>;
}

/**
 * The values that rules, memory, slot head and language model together choose, as a log-linear sum. Parameters that
 * their tables can't hold, or whose best value breaks the schema's limits, are left to the grammar; what the rules find
 * the request to lack is asked for, as ever.
 */
export async function learnedValues(
  parameters: JsonSchema,
  allowed: JsonSchema,
  voice: ArgumentVoice,
  prompt: Prompt,
  generator: Pick<TextGenerator, 'scoreChoices'>,
  signal?: AbortSignal,
): Promise<LearnedValues> {
  const { tool, request, learned } = voice;
  const covered = tool.parameters.map(({ name, required }) => {
    const ruled = ruledValues(allowed, name);
    return fitsTable(ruled) && !(required && ruled.length === 0);
  });
  const rules = voice.rules(allowed);
  const others = masked(weightedTable([rules, learned], [1, 1]), covered);
  const valueOf = ({ parameter, start, end }: SlotSpan) => {
    const keeps = voice.possessive.has(slotKey(tool.parameters[parameter]));
    return spanValue(request.words, { start, end }, keeps);
  };
  const textOf = ({ start, end }: SlotSpan) => bareSpan(request.words.slice(start, end).join(' '));
  const said = await languageTerm(voice, others, allowed, valueOf, prompt, generator, signal);
  const weight = voice.languageModel;
  const untrained = said ? weightedTable([rules, said], [1, weight]) : rules;
  const table = said ? weightedTable([others, said], [1, weight]) : others;
  const spans = bestSpans(table, tool.parameters);
  const values: Record<string, ChosenValue> = {};
  const from: Record<string, LearnedFrom> = {};
  tool.parameters.forEach(({ name, many }, parameter) => {
    if (!covered[parameter]) return;
    const own = spans.filter((span) => span.parameter === parameter);
    const texts = own.map(valueOf);
    values[name] = many ? (texts.length > 0 ? texts : null) : (texts.at(0) ?? null);
    const source = precedentOf(voice, name);
    const ruled = new Set(ruledValues(allowed, name));
    const isNew = (span: SlotSpan) => !ruled.has(textOf(span)) || isBeaten(untrained, span);
    if (source && own.some(isNew)) from[name] = source;
  });
  const { schema, left } = withValues(allowed, parameters, values);
  const kept = Object.entries(values).filter(([name]) => !left.has(name));
  return {
    schema,
    lists: Object.fromEntries(
      kept.flatMap(([name, value]) => (Array.isArray(value) ? [[name, value as string[]]] : [])),
    ),
    from: Object.fromEntries(Object.entries(from).filter(([name]) => !left.has(name))),
  };
}

/** The table with nothing to be had for parameters that are not covered. */
function masked({ words, tables }: SpanTable, covered: readonly boolean[]): SpanTable {
  const nothing = (values: Float64Array) => new Float64Array(values.length).fill(-Infinity);
  return { words, tables: tables.map((values, i) => (covered[i] ? values : nothing(values))) };
}

/** True when other words had more for them without memory and slot head. */
function isBeaten({ words, tables }: SpanTable, { parameter, start, end }: SlotSpan): boolean {
  const score = tables[parameter][spanIndex(start, end)];
  return [...spansOf(words)].some(
    (other) => tables[parameter][spanIndex(other.start, other.end)] > score,
  );
}

/** How much less like a request (cosine) a call that was put right may be than one that was confirmed. */
const PUT_RIGHT = 0.1;

/** The likest call that has the parameter; one that the user put right comes before a confirmed one about as like. */
function precedentOf({ precedents }: ArgumentVoice, name: string): LearnedFrom | null {
  const having = precedents.filter(({ known: { tool, spans } }) =>
    spans.some(({ parameter }) => tool.parameters[parameter].name === name),
  );
  const nearest = having.at(0);
  if (!nearest) return null;
  const found =
    having.find(
      ({ labelled, similarity }) =>
        labelled.corrected && similarity >= nearest.similarity - PUT_RIGHT,
    ) ?? nearest;
  const { call, at } = found.labelled;
  return { episodeId: call.id, request: call.request, at };
}
