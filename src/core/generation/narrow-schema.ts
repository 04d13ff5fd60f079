import type { JsonSchema, NumberSchema, StringSchema, ValueSchema } from '../tools/json-schema';
import { requestNumbers } from './request-numbers';
import { requestSpans } from './request-spans';

/**
 * The schema with every value that comes from the request (`x-source`; the default for strings without an enum
 * is `request`, for numbers `number`) narrowed to what the request contains. A property for which the request
 * has nothing, or nothing within its limits, stays as it is.
 */
export function narrowSchema(schema: JsonSchema, request: string): JsonSchema {
  const spans = requestSpans(request);
  const numbers = requestNumbers(request);
  const narrow = (property: ValueSchema): ValueSchema =>
    property.type === 'string' ? narrowString(property, spans) : narrowNumber(property, numbers);
  const properties = Object.entries(schema.properties).map(
    ([name, property]) => [name, narrow(property)] as const,
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}

function narrowString(property: StringSchema, spans: readonly string[]): StringSchema {
  const source = property['x-source'] ?? (property.enum ? 'enum' : 'request');
  if (source !== 'request') return property;
  const { minLength = 0, maxLength = Infinity } = property;
  const values = spans.filter((span) => span.length >= minLength && span.length <= maxLength);
  return values.length > 0 ? { ...property, enum: values } : property;
}

function narrowNumber(property: NumberSchema, numbers: readonly number[]): NumberSchema {
  const source = property['x-source'] ?? (property.enum ? 'enum' : 'number');
  if (source !== 'number') return property;
  const { minimum = -Infinity, maximum = Infinity } = property;
  const values = numbers.filter(
    (number) =>
      number >= minimum &&
      number <= maximum &&
      (property.type === 'number' || Number.isInteger(number)),
  );
  return values.length > 0 ? { ...property, enum: values } : property;
}
