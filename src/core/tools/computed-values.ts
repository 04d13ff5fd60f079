import { isoDate, wallClock } from './builtin/wall-clock';
import { readMoment, type Present } from './builtin/when';
import { sourceOf } from './json-schema';
import type {
  ArraySchema,
  Json,
  JsonSchema,
  ObjectSchema,
  ScalarSchema,
  ValueSchema,
} from './json-schema';
import type { ToolArguments } from './tool';

/**
 * The arguments as the tool gets them: words of a moment are made into ISO 8601 where the schema has the format
 * `date` or `date-time` (others keep the words, which their tool reads); lists of the request's words lose repeats; what was left out gets
 * its default.
 */
export async function computeValues(
  schema: JsonSchema | ObjectSchema,
  values: ToolArguments,
  present: Present,
): Promise<Record<string, Json>> {
  const entries: [string, Json][] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const given = Object.hasOwn(values, name) ? values[name] : property.default;
    if (given !== undefined) entries.push([name, await computed(property, given, present)]);
  }
  // What the schema does not know is for the validation to refuse.
  const unknown = Object.entries(values).filter(
    ([name]) => !Object.hasOwn(schema.properties, name),
  );
  return Object.fromEntries([...entries, ...unknown]);
}

async function computed(property: ValueSchema, value: Json, present: Present): Promise<Json> {
  if (property.type === 'array' && Array.isArray(value)) {
    const items = withoutRepeats(property, value);
    return Promise.all(items.map((item) => scalar(property.items, item, present)));
  }
  if (property.type === 'object') {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? computeValues(property, value, present) : value;
  }
  return property.type === 'array' ? value : scalar(property, value, present);
}

/** The request's words are taken once each, unless the list would be too short for its tool. */
function withoutRepeats(property: ArraySchema, values: readonly Json[]): readonly Json[] {
  const distinct = [...new Set(values)];
  if (property.uniqueItems) return distinct;
  const isTaken = property.items.type !== 'boolean' && sourceOf(property.items) !== 'enum';
  return isTaken && distinct.length >= (property.minItems ?? 0) ? distinct : values;
}

async function scalar(property: ScalarSchema, value: Json, present: Present): Promise<Json> {
  if (property.type !== 'string' || property['x-parser'] !== 'moment') return value;
  const { format } = property;
  if (typeof value !== 'string' || (format !== 'date' && format !== 'date-time')) return value;
  const moment = await readMoment(value, present);
  if (!moment) return value;
  if (format === 'date-time') return new Date(moment.at).toISOString();
  return isoDate(wallClock(moment.at, present.utcOffset));
}
