import { describe, expect, it } from 'vitest';
import type { JsonSchema, ValueSchema } from '../tools/json-schema';
import { missingIn, narrowSchema, withValues } from './narrow-schema';

function narrow(property: ValueSchema, request: string): ValueSchema {
  const schema: JsonSchema = {
    type: 'object',
    properties: { value: property },
    required: ['value'],
    additionalProperties: false,
  };
  return narrowSchema(schema, request).properties['value']!;
}

function schemaOf<T extends ValueSchema>(properties: Record<string, T>) {
  const required = Object.keys(properties);
  return { type: 'object', properties, required, additionalProperties: false } as const;
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
    ['yes or no', { type: 'boolean' }],
  ])('leaves %s as it is', (_, property) => {
    expect(narrow(property, 'buy milk')).toEqual(property);
  });

  it.each<[string, ValueSchema, string]>([
    ['a number that the request does not name', { type: 'number' }, 'buy milk'],
    ['a number out of limits', { type: 'number', maximum: 1 }, '2'],
    ['a number that is no multiple', { type: 'number', multipleOf: 3 }, '4'],
    ['a text without words', { type: 'string' }, '?!'],
    ['a text that is too short', { type: 'string', minLength: 9 }, 'buy milk'],
    ['a mail address that is none', { type: 'string', format: 'email' }, 'write to ana'],
    ['a list without values', { type: 'array', items: { type: 'number' } }, 'none'],
    ['a list with too few', { type: 'array', items: { type: 'number' }, minItems: 2 }, 'one'],
  ])('leaves out %s, and names it as missing', (_, property, request) => {
    const schema = schemaOf({ value: property });
    const narrowed = narrowSchema(schema, request);
    expect(narrowed).toMatchObject({ properties: {}, required: [] });
    expect(missingIn(schema, narrowed)).toEqual(['value']);
  });

  it('narrows lists to values of the request, at least one and each once', () => {
    expect(narrow({ type: 'array', items: { type: 'integer' } }, '2 and 3')).toEqual({
      type: 'array',
      items: { type: 'integer', enum: [2, 3] },
      minItems: 1,
      maxItems: 2,
    });
  });

  it('names what is missing inside an object, and drops an optional object that lacks something', () => {
    const inner = schemaOf({ city: { type: 'string' }, floor: { type: 'integer' } });
    const schema = schemaOf({ address: inner });
    const narrowed = narrowSchema(schema, 'to Rome');
    expect(missingIn(schema, narrowed)).toEqual(['address.floor']);
    expect(narrowSchema({ ...schema, required: [] }, 'to Rome').properties).toEqual({});
  });

  it('takes from a parser what it read, also for an optional parameter where that is one thing', () => {
    const when: ValueSchema = { type: 'string', 'x-source': 'parser', 'x-parser': 'moment' };
    const schema = { ...schemaOf({ when }), required: [] };
    const readings = new Map([['moment', ['tomorrow']]] as const);
    expect(narrowSchema(schema, 'call Ana tomorrow', { readings })).toMatchObject({
      properties: { when: { enum: ['tomorrow'] } },
      required: ['when'],
    });
    const none = new Map([['moment', []]] as const);
    expect(narrowSchema(schema, 'call Ana', { readings: none }).properties).toEqual({});
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

describe('withValues', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      text: { type: 'string', maxLength: 12 },
      tags: { type: 'array', items: { type: 'string' }, maxItems: 2 },
      count: { type: 'integer' },
    },
    required: ['text'],
    additionalProperties: false,
  };
  const narrowed = narrowSchema(schema, 'buy milk', { idle: new Set(['buy']) });

  it('offers words that only ask for no value, required or not', () => {
    const timer: JsonSchema = {
      type: 'object',
      properties: { length: { type: 'string' }, label: { type: 'string' } },
      required: ['length'],
      additionalProperties: false,
    };
    const idle = new Set('set a timer for'.split(' '));
    const { properties } = narrowSchema(timer, 'set a timer for 5 minutes', { idle });
    expect(properties['length']).toHaveProperty('enum', ['a timer for 5 minutes', '5 minutes']);
    const label = properties['label'];
    const offered = label?.type === 'string' ? label.enum : [];
    expect(offered).toContain('timer for 5');
    expect(offered).not.toContain('set a timer');
  });

  it('allows a learned value that the rules did not, and nothing else in its place', () => {
    expect(narrowed.properties['text']).toHaveProperty('enum', ['milk']);
    const chosen = withValues(narrowed, schema, { text: 'buy milk', tags: ['buy', 'milk'] });
    expect(chosen.left).toEqual(new Set());
    expect(chosen.schema.required).toEqual(['text', 'tags']);
    expect(chosen.schema.properties).toEqual({
      text: { type: 'string', maxLength: 12, enum: ['buy milk'] },
      tags: {
        type: 'array',
        items: { type: 'string', enum: ['buy', 'milk'] },
        minItems: 2,
        maxItems: 2,
      },
    });
  });

  it('leaves out what was learned to be none, and as it was what is beyond its limits or not learned', () => {
    const none = withValues(narrowed, schema, { text: null });
    expect(missingIn(schema, none.schema)).toEqual(['text']);
    const long = withValues(narrowed, schema, { text: 'buy a lot of milk', tags: ['a', 'b', 'c'] });
    expect(long.left).toEqual(new Set(['text', 'tags']));
    expect(long.schema).toEqual(narrowed);
    expect(withValues(narrowed, schema, {}).schema).toEqual(narrowed);
  });
});
