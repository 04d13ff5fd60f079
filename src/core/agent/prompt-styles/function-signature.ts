import type { Json, JsonSchema } from '../../tools/json-schema';
import { safeText } from './safe-text';

/** JSON as models were trained on it, a space after every comma and colon; texts in it are safe. */
export function writeJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(writeJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return safeText(JSON.stringify(value));
  const entries = Object.entries(value).map(
    ([name, inner]) => `${safeText(JSON.stringify(name))}: ${writeJson(inner)}`,
  );
  return `{${entries.join(', ')}}`;
}

/** The schema without what only Apprentice reads: `x-source`, `x-question`, …, and that nothing else may be passed. */
export function publicSchema(schema: JsonSchema): Json {
  return withoutOwnKeywords(schema as unknown as Json);
}

function withoutOwnKeywords(schema: Json): Json {
  if (Array.isArray(schema) || typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([keyword]) => !keyword.startsWith('x-') && keyword !== 'additionalProperties',
  );
  return Object.fromEntries(kept.map(([keyword, inner]) => [keyword, ownPart(keyword, inner)]));
}

/** Below `properties` stand names, which may be anything; what is not a schema stays as it is. */
function ownPart(keyword: string, inner: Json): Json {
  if (keyword === 'items') return withoutOwnKeywords(inner);
  if (keyword !== 'properties' || typeof inner !== 'object' || inner === null) return inner;
  const named = Object.entries(inner).map(
    ([name, schema]) => [name, withoutOwnKeywords(schema)] as const,
  );
  return Object.fromEntries(named);
}
