import type { JsonSchema, StringSchema, ValueSchema } from '../tools/json-schema';
import type { ToolArguments } from '../tools/tool';

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}/gu) ?? [];
}

/** How often each word of a text may still be used. */
class WordStock {
  readonly #left = new Map<string, number>();

  constructor(text: string) {
    for (const word of wordsOf(text)) this.#left.set(word, (this.#left.get(word) ?? 0) + 1);
  }

  has(text: string): boolean {
    const needed = new WordStock(text).#left;
    return [...needed].every(([word, count]) => (this.#left.get(word) ?? 0) >= count);
  }

  take(text: string): void {
    for (const word of wordsOf(text)) this.#left.set(word, (this.#left.get(word) ?? 0) - 1);
  }
}

/** True for strings that were narrowed to words of the request. */
function isSpan(property: ValueSchema): property is StringSchema {
  if (property.type !== 'string' || !property.enum) return false;
  return property['x-source'] === 'request' || property['x-source'] === 'parser';
}

/** True where a parser reads one thing in the request and nothing else. */
function isReading(property: ValueSchema): property is StringSchema {
  return isSpan(property) && !!property['x-parser'] && property.enum?.length === 1;
}

/**
 * The words that a parser alone can read are kept for its parameter: "tomorrow at 5" is no part of what to remind
 * of. A parameter for which no words are left then is dropped.
 */
export function claimReadings(schema: JsonSchema, request: string): JsonSchema {
  const readings = Object.values(schema.properties).filter(isReading);
  if (readings.length === 0) return schema;
  const stock = new WordStock(request);
  for (const { enum: [reading = ''] = [] } of readings) stock.take(reading);
  return dropping(schema, (property) => {
    if (!isSpan(property) || isReading(property)) return property;
    return without(property, (span) => stock.has(span));
  });
}

/**
 * Two parameters never take the same words of a request. Where a call does so, the schema under which it should
 * be written again: values up to the overlap as they are, the others from the words that are left; parameters for
 * which none are left are dropped. Null when every word is taken once.
 */
export function separateSpans(
  schema: JsonSchema,
  values: ToolArguments,
  request: string,
): JsonSchema | null {
  const stock = new WordStock(request);
  let overlap = false;
  const apart = dropping(schema, (property, name) => {
    if (!isSpan(property)) return property;
    const value = String(values[name] ?? '');
    if (!overlap && stock.has(value)) {
      stock.take(value);
      return value === '' ? property : { ...property, enum: [value] };
    }
    overlap = true;
    return without(property, (span) => stock.has(span));
  });
  return overlap ? apart : null;
}

/** The property with the spans that pass; null when none does. */
function without(property: StringSchema, passes: (span: string) => boolean): StringSchema | null {
  const left = property.enum?.filter(passes) ?? [];
  return left.length > 0 ? { ...property, enum: left } : null;
}

/** The schema with each property changed, without those for which `change` gives null. */
function dropping(
  schema: JsonSchema,
  change: (property: ValueSchema, name: string) => ValueSchema | null,
): JsonSchema {
  const properties = Object.entries(schema.properties).flatMap(([name, property]) => {
    const changed = change(property, name);
    return changed ? [[name, changed] as const] : [];
  });
  const names = new Set(properties.map(([name]) => name));
  const required = schema.required.filter((name) => names.has(name));
  return { ...schema, properties: Object.fromEntries(properties), required };
}
