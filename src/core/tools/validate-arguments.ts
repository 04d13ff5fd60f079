import { Validator, type Schema } from '@cfworker/json-schema';
import { ApprenticeError } from '../errors/apprentice-error';
import type { Json, JsonSchema, ObjectSchema } from './json-schema';
import type { Tool, ToolArguments } from './tool';

/**
 * The arguments when they fit the tool's schema, in which parameters named in `missing` ("address.city" for one
 * inside an object) are not required. Throws `arguments-malformed` naming what does not fit.
 */
export function validateArguments(
  tool: Tool,
  value: Json,
  missing: readonly string[] = [],
): ToolArguments {
  const schema = withoutRequired(tool.parameters, missing);
  const given = withoutNulls(schema, value);
  const { valid, errors } = new Validator(schema as Schema, '2020-12').validate(given);
  if (valid) return value as ToolArguments;
  const first = errors.at(-1)?.error ?? 'unknown reason';
  throw new ApprenticeError(
    'arguments-malformed',
    `These arguments do not fit ${tool.title}: ${first}`,
  );
}

/** Null by default is a value that its schema, which names one type, does not have. */
function withoutNulls(schema: JsonSchema | ObjectSchema, value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (inner === null && property?.default === null) return [];
    return [[name, property?.type === 'object' ? withoutNulls(property, inner) : inner]];
  });
  return Object.fromEntries(kept);
}

function withoutRequired(schema: JsonSchema, missing: readonly string[]): JsonSchema {
  if (missing.length === 0) return schema;
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const inner = missing.filter((path) => path.startsWith(`${name}.`));
    if (property.type !== 'object') return [name, property] as const;
    const paths = inner.map((path) => path.slice(name.length + 1));
    return [name, withoutRequired(property, paths)] as const;
  });
  const isMissing = (name: string) =>
    missing.some((path) => path === name || path.startsWith(`${name}.`));
  const required = schema.required.filter((name) => !isMissing(name));
  return { ...schema, properties: Object.fromEntries(properties), required };
}
