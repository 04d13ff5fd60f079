import type {
  ArraySchema,
  Json,
  JsonSchema,
  ObjectSchema,
  ScalarSchema,
  ValueSchema,
} from './json-schema';
import { isRaw, plainSchema, type RawSchema } from './plain-schema';
import { readScalar } from './read-scalar';
import { SchemaRefusal } from './schema-refusal';

/** Parameters of one tool: each is a choice the model makes and a line of the card. */
const mostParameters = 40;
/** Items of the longest list that the grammar writes. */
const longestList = 20;

/**
 * A tool's parameters from a JSON Schema (draft 2020-12 or older) that somebody else wrote, in the subset that
 * Apprentice can fill, check, show and fix: strings, numbers, booleans, lists of these, and objects of these one level
 * deep. Throws `SchemaRefusal`, a sentence's end that says which part does not fit and what to do.
 */
export function readSchema(source: Json | undefined): JsonSchema {
  if (source === undefined || source === null) return noParameters;
  if (!isRaw(source)) throw new SchemaRefusal('', 'are no JSON Schema; give an object schema');
  const { schema } = plainSchema(source, source, '');
  if ((schema['type'] ?? 'object') !== 'object') {
    throw new SchemaRefusal('', `are of type “${String(schema['type'])}”; they must be an object`);
  }
  const { properties, required } = readProperties(schema, source, '');
  return { type: 'object', properties, required, additionalProperties: false };
}

const noParameters: JsonSchema = {
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: false,
};

function readProperties(
  schema: RawSchema,
  root: RawSchema,
  path: string,
): Pick<JsonSchema, 'properties' | 'required'> {
  const raw = schema['properties'] ?? {};
  if (!isRaw(raw)) throw new SchemaRefusal(path, 'has properties that are no object');
  const names = Object.keys(raw);
  if (names.length > mostParameters) {
    throw new SchemaRefusal(path, `has ${names.length} values; ${mostParameters} are the most`);
  }
  const listed = Array.isArray(schema['required']) ? schema['required'] : [];
  const unknown = listed.find((name) => typeof name !== 'string' || !names.includes(name));
  if (unknown !== undefined) {
    throw new SchemaRefusal(path, `requires “${String(unknown)}”, which it does not describe`);
  }
  const required: string[] = [];
  const properties = names.map((name) => {
    const part = path === '' ? name : `${path}.${name}`;
    if (name in Object.prototype || name === '' || (name.includes('.') && path !== '')) {
      throw new SchemaRefusal(part, 'has a name that can’t be used; rename it');
    }
    const { schema: plain, isNullable } = plainSchema(raw[name], root, part);
    const value = readValue(plain, root, part, path !== '');
    const isRequired = listed.includes(name);
    if (isRequired && !isNullable) required.push(name);
    // A value that must be there and may be null is null unless the request has one.
    return [name, isRequired && isNullable ? { ...value, default: null } : value] as const;
  });
  return { properties: Object.fromEntries(properties), required };
}

function readValue(
  schema: RawSchema,
  root: RawSchema,
  part: string,
  isInner: boolean,
): ValueSchema {
  const type = schema['type'] ?? (isRaw(schema['properties']) ? 'object' : undefined);
  if (type === 'array') return readArray(schema, root, part);
  if (type !== 'object') return readScalar(schema, part);
  if (isInner) {
    throw new SchemaRefusal(part, 'is an object inside an object; objects may be one level deep');
  }
  return readObject(schema, root, part);
}

function readObject(schema: RawSchema, root: RawSchema, part: string): ObjectSchema {
  if (!isRaw(schema['properties'])) {
    throw new SchemaRefusal(part, 'is an object of any keys; list its properties');
  }
  if (part.includes('.')) {
    throw new SchemaRefusal(part, 'is an object with a dot in its name; rename it');
  }
  const { properties, required } = readProperties(schema, root, part);
  const inner = properties as ObjectSchema['properties'];
  return {
    type: 'object',
    ...descriptionOf(schema),
    properties: inner,
    required,
    additionalProperties: false,
  };
}

function readArray(schema: RawSchema, root: RawSchema, part: string): ArraySchema {
  const { schema: plain } = plainSchema(schema['items'], root, part);
  if (plain['type'] === 'object' || plain['type'] === 'array' || isRaw(plain['properties'])) {
    throw new SchemaRefusal(
      part,
      'is a list of lists or objects; lists may hold texts, numbers or yes/no',
    );
  }
  const items: ScalarSchema = readScalar(plain, part);
  const minItems = countOf(schema['minItems'], part) ?? 0;
  const maxItems = countOf(schema['maxItems'], part) ?? longestList;
  if (minItems > maxItems || minItems > longestList) {
    throw new SchemaRefusal(part, `needs ${minItems} values; lists hold up to ${longestList}`);
  }
  const values = items.type === 'boolean' ? 2 : items.enum?.length;
  const isUnique = schema['uniqueItems'] === true;
  if (values !== undefined && minItems > values) {
    throw new SchemaRefusal(part, `needs ${minItems} values of ${values}; ask for fewer`);
  }
  return {
    type: 'array',
    ...descriptionOf(schema),
    items,
    minItems,
    maxItems,
    ...(isUnique ? { uniqueItems: true } : {}),
  };
}

function countOf(value: Json | undefined, part: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new SchemaRefusal(part, 'has a length that is no whole number');
}

/** The annotations that are kept: what people and the model read, and what is asked. */
function descriptionOf(schema: RawSchema): Pick<ScalarSchema, 'description' | 'x-question'> {
  const { description, title, 'x-question': question } = schema;
  const text = description ?? title;
  return {
    ...(typeof text === 'string' ? { description: text } : {}),
    ...(typeof question === 'string' ? { 'x-question': question } : {}),
  };
}
