import { expect, test } from 'vitest';
import { narrowSchema } from '../generation/narrow-schema';
import type { JsonSchema, ValueSchema } from '../tools/json-schema';
import { separateSpans } from './distinct-spans';

const words = (property: ValueSchema | undefined) =>
  property?.type === 'string' ? property.enum : undefined;

const span = { type: 'string', 'x-source': 'request' } as const;
const schema: JsonSchema = {
  type: 'object',
  properties: { quantity: span, to: span },
  required: ['quantity', 'to'],
  additionalProperties: false,
};

test('a word that one parameter took is not offered to the next', () => {
  const request = 'how many feet in a mile';
  const narrowed = narrowSchema(schema, request);
  const again = separateSpans(narrowed, { quantity: 'a mile', to: 'mile' }, request);
  expect(words(again?.properties.quantity)).toEqual(['a mile']);
  expect(words(again?.properties.to)).toContain('feet');
  expect(words(again?.properties.to)).not.toContain('mile');
});

test('values from different words are left alone', () => {
  const request = 'how many feet in a mile';
  const narrowed = narrowSchema(schema, request);
  expect(separateSpans(narrowed, { quantity: 'a mile', to: 'feet' }, request)).toBeNull();
});

test('a word that the request has twice may be taken twice', () => {
  const request = 'the bill is due on the first';
  const narrowed = narrowSchema(schema, request);
  expect(separateSpans(narrowed, { quantity: 'the bill', to: 'the first' }, request)).toBeNull();
});

test('an optional parameter without words left is dropped', () => {
  const request = 'milk';
  const optional = { ...narrowSchema(schema, request), required: ['quantity'] };
  const again = separateSpans(optional, { quantity: 'milk', to: 'milk' }, request);
  expect(Object.keys(again?.properties ?? {})).toEqual(['quantity']);
});
