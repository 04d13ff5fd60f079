import { describe, expect, it } from 'vitest';
import type { JsonSchema, ValueSchema } from '../tools/json-schema';
import { narrowSchema } from './narrow-schema';

function narrow(property: ValueSchema, request: string): ValueSchema {
  const schema: JsonSchema = {
    type: 'object',
    properties: { value: property },
    required: ['value'],
    additionalProperties: false,
  };
  return narrowSchema(schema, request).properties['value']!;
}

describe('narrowSchema', () => {
  it('narrows text that comes from the request to its spans', () => {
    const expected = { type: 'string', enum: ['buy', 'buy milk', 'milk'] };
    expect(narrow({ type: 'string' }, 'buy milk')).toEqual(expected);
    expect(narrow({ type: 'string', 'x-source': 'request' }, 'buy milk')).toMatchObject(expected);
  });

  it('narrows numbers to those in the request, whole ones for integers', () => {
    const request = 'add 2.5 and 3';
    expect(narrow({ type: 'number' }, request)).toHaveProperty('enum', [2.5, 3]);
    expect(narrow({ type: 'integer' }, request)).toHaveProperty('enum', [3]);
  });

  it('leaves out what lies outside the limits of the property', () => {
    expect(narrow({ type: 'number', minimum: 3 }, '2.5 and 3')).toHaveProperty('enum', [3]);
    expect(narrow({ type: 'string', maxLength: 3 }, 'buy milk')).toHaveProperty('enum', ['buy']);
  });

  it.each<[string, ValueSchema]>([
    ['free text', { type: 'string', 'x-source': 'text' }],
    ['an enum', { type: 'string', enum: ['low', 'high'] }],
    ['a number that the request does not name', { type: 'number' }],
    ['a number out of limits', { type: 'number', maximum: 1 }],
  ])('leaves %s as it is', (_, property) => {
    expect(
      narrow(property, property.type === 'number' && 'maximum' in property ? '2' : 'buy milk'),
    ).toEqual(property);
  });

  it('changes nothing else of the schema', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { text: { type: 'string', description: 'What to buy' } },
      required: [],
      additionalProperties: false,
    };
    expect(narrowSchema(schema, 'milk')).toEqual({
      ...schema,
      properties: { text: { type: 'string', description: 'What to buy', enum: ['milk'] } },
    });
  });
});
