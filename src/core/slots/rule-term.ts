import { bareSpan } from '../generation/request-spans';
import type { JsonSchema } from '../tools/json-schema';
import { SPAN_WORDS } from './request-words';
import type { SlotTool } from './slot';
import type { KnownCall, SlotRequest } from './slot-call';
import { emptyTable, spanIndex, spansOf } from './span-table';
import type { SpanTable } from './span-table';

/** The values of a parameter that the untrained agent chooses among; none where it finds the request to have none. */
export function ruledValues({ properties }: JsonSchema, name: string): readonly string[] {
  const property = properties[name];
  const scalar = property?.type === 'array' ? property.items : property;
  return scalar?.type === 'string' ? (scalar.enum ?? []) : [];
}

/** True where a table of spans can hold every value that the rules allow. */
export function fitsTable(values: readonly string[]): boolean {
  return values.every((value) => value.split(' ').length <= SPAN_WORDS);
}

/** What the rules of the untrained agent say: spans that they don't allow cost `trust` (nat, by parameter). */
export function ruleTable(
  request: SlotRequest,
  tool: SlotTool,
  allowed: JsonSchema,
  trust: readonly number[],
): SpanTable {
  const table = emptyTable(request.words.length, tool.parameters.length);
  tool.parameters.forEach(({ name }, parameter) => {
    const values = new Set(ruledValues(allowed, name));
    for (const { start, end } of spansOf(request.words.length)) {
      if (values.has(bareSpan(request.words.slice(start, end).join(' ')))) continue;
      table.tables[parameter][spanIndex(start, end)] = -trust[parameter];
    }
  });
  return table;
}

/** For each parameter whether the rules allow what the call has; null where it has nothing. */
export function followsRules(
  { tool, request, spans }: KnownCall,
  allowed: JsonSchema,
): (boolean | null)[] {
  return tool.parameters.map(({ name }, parameter) => {
    const values = new Set(ruledValues(allowed, name));
    const own = spans.filter((span) => span.parameter === parameter);
    if (own.length === 0) return null;
    return own.every(({ start, end }) =>
      values.has(bareSpan(request.words.slice(start, end).join(' '))),
    );
  });
}
