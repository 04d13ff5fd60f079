import type { Json } from './json-schema';
import { SchemaRefusal } from './schema-refusal';

export interface RawSchema {
  readonly [keyword: string]: Json;
}

/** Keywords that no grammar here keeps and that would let a wrong value through. */
const refused = [
  ...['patternProperties', 'propertyNames', 'minProperties', 'maxProperties', 'dependencies'],
  ...['dependentRequired', 'dependentSchemas', 'unevaluatedProperties', 'unevaluatedItems'],
  ...['if', 'then', 'else', 'not', 'contains', 'prefixItems', 'additionalItems', 'pattern'],
  ...['$dynamicRef', '$recursiveRef'],
];
/** More references than this on the way to one value are taken for a cycle. */
const deepest = 8;

/**
 * One schema without its detours: local `$ref`s followed, an `allOf` of one merged, a `oneOf` or `anyOf` reduced to the
 * only kind of value it has beside null, or to the constants it lists. `isNullable` is true when null was one of its
 * values. Throws `SchemaRefusal`.
 */
export function plainSchema(
  schema: Json | undefined,
  root: RawSchema,
  part: string,
  depth = 0,
): { readonly schema: RawSchema; readonly isNullable: boolean } {
  if (!isRaw(schema))
    throw new SchemaRefusal(part, 'may be anything; say what kind of value it is');
  if (depth > deepest) {
    throw new SchemaRefusal(part, 'refers to itself; describe it without a reference to itself');
  }
  const keyword = refused.find((name) => Object.hasOwn(schema, name));
  if (keyword !== undefined) {
    throw new SchemaRefusal(part, `uses “${keyword}”; describe it without that`);
  }
  if (Object.hasOwn(schema, '$ref')) {
    const { $ref, ...others } = schema;
    return plainSchema({ ...target($ref, root, part), ...others }, root, part, depth + 1);
  }
  for (const name of ['allOf', 'anyOf', 'oneOf']) {
    if (!Object.hasOwn(schema, name)) continue;
    const { [name]: choices, ...others } = schema;
    const { only, isNullable } = onlyChoice(name, choices, part);
    const plain = plainSchema({ ...only, ...others }, root, part, depth + 1);
    return { schema: plain.schema, isNullable: isNullable || plain.isNullable };
  }
  return withoutNull(schema, part);
}

function target($ref: Json | undefined, root: RawSchema, part: string): RawSchema {
  const missing = new SchemaRefusal(
    part,
    `refers to “${String($ref)}”, which is not in the schema; put the definition into “$defs”`,
  );
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) throw missing;
  let found: Json | undefined = root as Json;
  for (const step of $ref.slice(2).split('/')) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isRaw(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  if (!isRaw(found)) throw missing;
  return found;
}

/** The one kind of value that a list of choices has beside null. */
function onlyChoice(
  keyword: string,
  choices: Json | undefined,
  part: string,
): { readonly only: RawSchema; readonly isNullable: boolean } {
  const list = Array.isArray(choices) ? choices.filter(isRaw) : [];
  const others = list.filter((choice) => choice['type'] !== 'null' && choice['const'] !== null);
  const isNullable = others.length < list.length;
  const [only] = others;
  if (only && others.length === 1) return { only, isNullable };
  const constants = others.flatMap((choice) => ('const' in choice ? [choice['const']!] : []));
  if (keyword !== 'allOf' && others.length > 0 && constants.length === others.length) {
    return { only: { enum: constants }, isNullable };
  }
  throw new SchemaRefusal(
    part,
    `uses “${keyword}” of ${others.length} kinds of value; offer one kind, or a tool for each`,
  );
}

/** Null among the types or the values of an enum makes the value one that can be left out. */
function withoutNull(
  schema: RawSchema,
  part: string,
): { readonly schema: RawSchema; readonly isNullable: boolean } {
  let plain = schema;
  let isNullable = schema['nullable'] === true;
  const { type, enum: values } = schema;
  if (Array.isArray(type)) {
    const types = type.filter((name) => name !== 'null');
    isNullable ||= types.length < type.length;
    if (types.length !== 1) {
      const reason = `is of ${types.length} types; choose one`;
      throw new SchemaRefusal(part, reason);
    }
    plain = { ...plain, type: types[0]! };
  }
  if (Array.isArray(values) && values.includes(null)) {
    isNullable = true;
    plain = { ...plain, enum: values.filter((value) => value !== null) };
  }
  return { schema: plain, isNullable };
}

export function isRaw(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
