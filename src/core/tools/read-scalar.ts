import type {
  Json,
  NumberSchema,
  ParserName,
  ScalarSchema,
  StringSchema,
  ValueSource,
} from './json-schema';
import type { RawSchema } from './plain-schema';
import { SchemaRefusal } from './schema-refusal';

/** A list of choices longer than this is no choice for a small model, and slow to compile. */
const mostChoices = 200;
/** Formats that the request's own words can have. Others say nothing that could be checked, and are dropped. */
const spanFormats = new Set(['email', 'uri', 'uuid', 'ipv4', 'ipv6']);
const momentFormats = new Set(['date', 'date-time']);
const refusedFormats = new Set(['time', 'duration', 'regex', 'binary', 'byte']);
const sources: readonly ValueSource[] = ['request', 'enum', 'number', 'parser', 'text'];
const parserNames: readonly ParserName[] = [
  ...(['moment', 'duration', 'quantity', 'unit', 'calculation'] as const),
];

/** A text, a number or a yes/no from a schema without detours. Throws `SchemaRefusal`. */
export function readScalar(source: RawSchema, part: string): ScalarSchema {
  const schema = 'const' in source ? { ...source, enum: [source['const']!] } : source;
  const type = schema['type'] ?? typeOfChoices(schema['enum']);
  const described = describe(schema);
  switch (type) {
    case 'boolean':
      if (schema['enum'] !== undefined) {
        throw new SchemaRefusal(part, 'is yes/no with one answer only; leave it out');
      }
      return { type, ...described };
    case 'string':
      return { ...readString(schema, part), ...described };
    case 'number':
    case 'integer':
      return { ...readNumber(schema, type, part), ...described };
    default:
      throw new SchemaRefusal(
        part,
        type === undefined || typeof type !== 'string'
          ? 'may be anything; say what kind of value it is'
          : `is of type “${type}”; texts, numbers, yes/no, lists and objects can be filled`,
      );
  }
}

function describe(schema: RawSchema): Pick<ScalarSchema, 'description' | 'default' | 'x-question'> {
  const { description, title, default: fallback, 'x-question': question } = schema;
  const text = description ?? title;
  const isPlain = ['string', 'number', 'boolean'].includes(typeof fallback);
  return {
    ...(typeof text === 'string' ? { description: text } : {}),
    ...(isPlain && fallback !== undefined ? { default: fallback } : {}),
    ...(typeof question === 'string' ? { 'x-question': question } : {}),
  };
}

function readString(schema: RawSchema, part: string): StringSchema {
  const choices = choicesOf(schema, part, (value) => typeof value === 'string');
  if (choices) return { type: 'string', enum: choices, 'x-source': 'enum' };
  const { format } = schema;
  if (typeof format === 'string' && refusedFormats.has(format)) {
    throw new SchemaRefusal(part, `has the format “${format}”; take a text or a number instead`);
  }
  const limits = limitsOf(schema, ['minLength', 'maxLength'], part);
  if (typeof format === 'string' && momentFormats.has(format)) {
    return { type: 'string', format, 'x-source': 'parser', 'x-parser': 'moment' };
  }
  const parser = parserNames.find((name) => name === schema['x-parser']);
  const source = sources.find((name) => name === schema['x-source']);
  const kept = typeof format === 'string' && spanFormats.has(format) ? { format } : {};
  if (parser) return { type: 'string', ...limits, 'x-source': 'parser', 'x-parser': parser };
  const isText = source === 'text' && Object.keys(kept).length === 0;
  if (isText && (Number(limits['minLength'] ?? 0) > 16 || limits['maxLength'] !== undefined)) {
    throw new SchemaRefusal(part, 'is free text of a set length, which can’t be promised');
  }
  return { type: 'string', ...limits, ...kept, 'x-source': isText ? 'text' : 'request' };
}

function readNumber(schema: RawSchema, type: NumberSchema['type'], part: string): NumberSchema {
  const isNumber = (value: Json): boolean =>
    typeof value === 'number' && (type === 'number' || Number.isInteger(value));
  const choices = choicesOf(schema, part, isNumber);
  if (choices) return { type, enum: choices as unknown as readonly number[], 'x-source': 'enum' };
  const names = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
  return { type, ...limitsOf(schema, names, part), 'x-source': 'number' };
}

function choicesOf(
  schema: RawSchema,
  part: string,
  isRight: (value: Json) => boolean,
): string[] | null {
  const { enum: values } = schema;
  if (values === undefined) return null;
  if (!Array.isArray(values) || values.length === 0 || !values.every(isRight)) {
    throw new SchemaRefusal(part, 'lists choices that are not of its type; make them alike');
  }
  if (values.length > mostChoices) {
    throw new SchemaRefusal(part, `has ${values.length} choices; ${mostChoices} are the most`);
  }
  const distinct = [...new Set(values)];
  // A choice may still break a limit beside it, or hold half a character, which no grammar can write.
  if (distinct.some((value) => typeof value === 'string' && !isWritable(value))) {
    throw new SchemaRefusal(part, 'has a choice that is no proper text; write it out');
  }
  return distinct as string[];
}

/** Control characters and halves of surrogate pairs can't be written by the grammar. */
function isWritable(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text);
}

function limitsOf(
  schema: RawSchema,
  names: readonly string[],
  part: string,
): Record<string, number> {
  const limits: Record<string, number> = {};
  for (const name of names) {
    const value = schema[name];
    if (value === undefined) continue;
    if (typeof value !== 'number') {
      throw new SchemaRefusal(part, `has a “${name}” that is no number`);
    }
    limits[name] = value;
  }
  return limits;
}

function typeOfChoices(values: Json | undefined): Json | undefined {
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const types = new Set(values.map((value) => typeof value));
  const [type] = types;
  return types.size === 1 && (type === 'string' || type === 'number' || type === 'boolean')
    ? type
    : undefined;
}
