import { format as formats } from '@cfworker/json-schema';
import { sourceOf } from '../tools/json-schema';
import type {
  ArraySchema,
  JsonSchema,
  NumberSchema,
  ObjectSchema,
  ParserName,
  ScalarSchema,
  StringSchema,
  ValueSchema,
} from '../tools/json-schema';
import { requestNumbers } from './request-numbers';
import { requestSpans } from './request-spans';
import { isIdleSpan, tellingSpans } from './telling-spans';

/** What is known of a request beside its words. */
export interface Hints {
  /** The words that each parser can read; without them a parser's value may be any span. */
  readonly readings?: ReadonlyMap<ParserName, readonly string[]>;
  /**
   * Words that say nothing about a value ("on my list"): no span of nothing else is one. Required parameters take spans
   * that can be whole values; optional ones are left out when the request tells nothing.
   */
  readonly idle?: ReadonlySet<string>;
  /** The tool adds to something: "too" and "as well" at the end only ask. */
  readonly adds?: boolean;
}

/** What a request has to offer as values. */
interface Offer {
  /** Without those that say nothing. */
  readonly spans: readonly string[];
  /** The spans that can be a required value. */
  readonly telling: readonly string[];
  readonly numbers: readonly number[];
  readonly readings: Hints['readings'];
}

/**
 * The schema with every value that comes from the request (`x-source`; the default for strings without an enum
 * is `request`, for numbers `number`) narrowed to what the request contains. A property for which the request
 * has nothing, or nothing within its limits, is left out, also where it is required: nothing is invented for
 * it, and `missingIn` names it.
 */
export function narrowSchema(schema: JsonSchema, request: string, hints: Hints = {}): JsonSchema {
  const { idle } = hints;
  const spans = requestSpans(request).filter((span) => !idle || !isIdleSpan(span, idle));
  const read = [...(hints.readings?.values() ?? [])].flat();
  const telling = idle ? tellingSpans(request, idle, read, hints.adds) : spans;
  const numbers = requestNumbers(request);
  return narrowObject(schema, { spans, telling, numbers, readings: hints.readings });
}

/**
 * Required parameters of `schema` that `narrowed` has lost: their names, "address.city" for one inside an object.
 */
export function missingIn(schema: JsonSchema, narrowed: JsonSchema): string[] {
  return schema.required.flatMap((name) => {
    const wanted = schema.properties[name];
    const found = narrowed.properties[name];
    if (wanted?.type !== 'object') return found ? [] : [name];
    const left = found?.type === 'object' ? found : { ...wanted, properties: {} };
    return missingIn(wanted, left).map((inner) => `${name}.${inner}`);
  });
}

/** A value from the request's words, several of them, or none. */
export type ChosenValue = string | readonly string[] | null;

/**
 * The narrowed schema with these values for its parameters, whether or not it allowed them: they were learned, from the
 * request's own words. Null leaves the parameter out. Those beyond the limits of `schema` stay as they were (`left`).
 */
export function withValues(
  narrowed: JsonSchema,
  schema: JsonSchema,
  values: Readonly<Record<string, ChosenValue>>,
): { readonly schema: JsonSchema; readonly left: ReadonlySet<string> } {
  const left = new Set<string>();
  const properties: [string, ValueSchema][] = [];
  const required: string[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === null) continue;
    const only = value === undefined ? null : onlyValues(property, value);
    if (value !== undefined && !only) left.add(name);
    const found = only ?? narrowed.properties[name];
    if (!found) continue;
    properties.push([name, found]);
    if (only || narrowed.required.includes(name)) required.push(name);
  }
  return { schema: { ...narrowed, properties: Object.fromEntries(properties), required }, left };
}

/** The property with nothing but the value; null where it is beyond its limits. */
function onlyValues(property: ValueSchema, value: string | readonly string[]): ValueSchema | null {
  const offer = { spans: [value].flat(), telling: [], numbers: [], readings: undefined };
  if (property.type !== 'array') {
    return property.type === 'string' ? narrowString(property, offer) : null;
  }
  const count = offer.spans.length;
  const { minItems = 0, maxItems = Infinity } = property;
  const items = property.items.type === 'string' ? narrowString(property.items, offer) : null;
  if (items?.enum?.length !== count || count < minItems || count > maxItems) return null;
  return { ...property, items, minItems: count, maxItems: count };
}

function narrowObject(schema: JsonSchema, offer: Offer): JsonSchema {
  const properties: [string, ValueSchema][] = [];
  const required: string[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const isRequired = schema.required.includes(name);
    const spans = isRequired ? offer.telling : offer.spans;
    const narrowed = narrowValue(property, isRequired, { ...offer, spans });
    if (narrowed === null) continue;
    properties.push([name, narrowed]);
    if (isRequired || isCertain(narrowed)) required.push(name);
  }
  return { ...schema, properties: Object.fromEntries(properties), required };
}

/** A parser that reads just one thing in the request: an optional parameter takes it too. */
function isCertain(property: ValueSchema): boolean {
  return property.type === 'string' && !!property['x-parser'] && property.enum?.length === 1;
}

function narrowValue(property: ValueSchema, isRequired: boolean, offer: Offer): ValueSchema | null {
  if (property.type === 'array') return narrowArray(property, offer);
  if (property.type !== 'object') return narrowScalar(property, offer);
  const narrowed = narrowObject(property, offer) as ObjectSchema;
  const isWhole = missingIn(property, narrowed).length === 0;
  const saysNothing = Object.keys(narrowed.properties).length === 0;
  return isRequired || (isWhole && !saysNothing) ? narrowed : null;
}

/** A list from the request has at least one value, and each only once: a tool gets an empty list from no words. */
function narrowArray(property: ArraySchema, offer: Offer): ArraySchema | null {
  const items = narrowScalar(property.items, offer);
  if (items === null || items === property.items) return items && property;
  const most = items.type === 'boolean' ? 0 : (items.enum?.length ?? 0);
  const minItems = Math.max(property.minItems ?? 0, 1);
  const maxItems = Math.min(property.maxItems ?? most, most);
  return minItems > maxItems ? null : { ...property, items, minItems, maxItems };
}

function narrowScalar(property: ScalarSchema, offer: Offer): ScalarSchema | null {
  if (property.type === 'boolean') return property;
  return property.type === 'string' ? narrowString(property, offer) : narrowNumber(property, offer);
}

function narrowString(property: StringSchema, { spans, readings }: Offer): StringSchema | null {
  const source = sourceOf(property);
  if (source !== 'request' && source !== 'parser') return property;
  const parser = property['x-parser'];
  const offered = (parser && readings?.get(parser)) ?? spans;
  // What a parser computes from the words has the format, not the words.
  const fits = source === 'parser' ? undefined : formats[property.format ?? ''];
  const { minLength = 0, maxLength = Infinity } = property;
  const values = offered.filter((span) => {
    // JSON Schema counts characters, not UTF-16 units.
    const { length } = [...span];
    return length >= minLength && length <= maxLength && (fits?.(span) ?? true);
  });
  return values.length > 0 ? { ...property, enum: values } : null;
}

function narrowNumber(property: NumberSchema, { numbers }: Offer): NumberSchema | null {
  if (sourceOf(property) !== 'number') return property;
  const values = numbers.filter((number) => isWithin(number, property));
  return values.length > 0 ? { ...property, enum: values } : null;
}

function isWithin(number: number, property: NumberSchema): boolean {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = property;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = property;
  if (property.type === 'integer' && !Number.isInteger(number)) return false;
  if (property.enum && !property.enum.includes(number)) return false;
  if (number < minimum || number > maximum) return false;
  if (number <= exclusiveMinimum || number >= exclusiveMaximum) return false;
  return multipleOf === undefined || Number.isInteger(number / multipleOf);
}
