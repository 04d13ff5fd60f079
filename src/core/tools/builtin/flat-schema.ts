import type { JsonSchema, StringSchema, ValueSchema } from '../json-schema';

/** A tool's parameters: all of `properties`, in this order, and nothing else. */
export function flatSchema(
  properties: Readonly<Record<string, ValueSchema>>,
  required: readonly string[],
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** A span of the user's own words. */
export function fromRequest(description: string, maxLength: number): StringSchema {
  return { type: 'string', description, minLength: 1, maxLength, 'x-source': 'request' };
}
