import type { JsonSchema, ParserName, StringSchema, ValueSchema } from '../json-schema';

/** A tool's parameters: all of `properties`, in this order, and nothing else. */
export function flatSchema(
  properties: Readonly<Record<string, ValueSchema>>,
  required: readonly string[],
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

interface Asked {
  /** What to ask when the request lacks it; only required parameters are asked for. */
  readonly question?: string;
}

/** A span of the user's own words. */
export function fromRequest(
  description: string,
  maxLength: number,
  { question }: Asked = {},
): StringSchema {
  const asked = question === undefined ? {} : { 'x-question': question };
  return { type: 'string', description, minLength: 1, maxLength, 'x-source': 'request', ...asked };
}

/** Words of the user that `parser` can read. */
export function fromParser(
  parser: ParserName,
  description: string,
  maxLength: number,
  asked: Asked = {},
): StringSchema {
  const span = fromRequest(description, maxLength, asked);
  return { ...span, 'x-source': 'parser', 'x-parser': parser };
}
