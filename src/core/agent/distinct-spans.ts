import type { JsonSchema, StringSchema, ValueSchema } from '../tools/json-schema';
import type { ToolArguments } from '../tools/tool';

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
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

/** True for strings that were narrowed to spans of the request. */
function isSpan(property: ValueSchema): property is StringSchema {
  return property.type === 'string' && property['x-source'] === 'request' && !!property.enum;
}

/**
 * Two parameters never take the same words of a request. Where a call does so, the schema under which it should
 * be written again: values up to the overlap as they are, the others from the words that are left. Null when
 * every word is taken once.
 */
export function separateSpans(
  schema: JsonSchema,
  values: ToolArguments,
  request: string,
): JsonSchema | null {
  const stock = new WordStock(request);
  const properties: Record<string, ValueSchema> = {};
  let overlap = false;
  for (const [name, property] of Object.entries(schema.properties)) {
    properties[name] = property;
    if (!isSpan(property)) continue;
    const value = String(values[name] ?? '');
    if (!overlap && stock.has(value)) {
      stock.take(value);
      if (value !== '') properties[name] = { ...property, enum: [value] };
      continue;
    }
    overlap = true;
    const left = property.enum?.filter((span) => stock.has(span)) ?? [];
    if (left.length > 0) properties[name] = { ...property, enum: left };
    else if (!schema.required.includes(name)) delete properties[name];
  }
  return overlap ? { ...schema, properties } : null;
}
