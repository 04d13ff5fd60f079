import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { missingIn, narrowSchema } from '../generation/narrow-schema';
import { ApprenticeError } from '../errors/apprentice-error';
import { checkTool, type ToolDefinition } from './check-tool';
import type { Json } from './json-schema';
import { builtinTools } from './registry';

function definition(parameters: Json | undefined, over: Partial<ToolDefinition> = {}) {
  return {
    id: 'send_mail',
    title: 'Mail',
    description: 'Sends a mail.',
    permission: 'write',
    parameters,
    examples: [],
    wordings: [],
    summarise: () => 'Send',
    run: async () => ({ data: null, sentence: 'Sent.', changes: [] }),
    ...over,
  } satisfies ToolDefinition;
}

const read = (parameters: Json | undefined) => checkTool(definition(parameters)).parameters;
const withValue = (value: Json, required: string[] = ['value']): Json => ({
  type: 'object',
  properties: { value },
  required,
});
const valueOf = (value: Json) => read(withValue(value)).properties['value'];

test('the tools that come with the app pass unchanged', () => {
  for (const tool of builtinTools()) {
    expect(checkTool(tool as ToolDefinition).parameters).toEqual(tool.parameters);
  }
});

describe('a schema that works', () => {
  it.each<[string, Json, Json]>([
    ['a text', { type: 'string' }, { type: 'string', 'x-source': 'request' }],
    [
      'a title',
      { type: 'string', title: 'To' },
      { type: 'string', 'x-source': 'request', description: 'To' },
    ],
    [
      'a number in limits',
      { type: 'integer', minimum: 1 },
      { type: 'integer', minimum: 1, 'x-source': 'number' },
    ],
    ['yes or no', { type: 'boolean', default: true }, { type: 'boolean', default: true }],
    [
      'choices',
      { enum: ['a', 'b', 'a'] },
      { type: 'string', enum: ['a', 'b'], 'x-source': 'enum' },
    ],
    ['one constant', { const: 3 }, { type: 'number', enum: [3], 'x-source': 'enum' }],
    [
      'constants in oneOf',
      { oneOf: [{ const: 'x' }, { const: 'y' }] },
      { type: 'string', enum: ['x', 'y'], 'x-source': 'enum' },
    ],
    ['an allOf of one', { allOf: [{ type: 'boolean' }] }, { type: 'boolean' }],
    [
      'a date',
      { type: 'string', format: 'date' },
      { type: 'string', format: 'date', 'x-source': 'parser', 'x-parser': 'moment' },
    ],
    [
      'a list',
      { type: 'array', items: { type: 'string' } },
      {
        type: 'array',
        items: { type: 'string', 'x-source': 'request' },
        minItems: 0,
        maxItems: 20,
      },
    ],
  ])('%s', (_, value, expected) => {
    expect(valueOf(value)).toEqual(expected);
  });

  it('without any parameters', () => {
    const nones: (Json | undefined)[] = [
      undefined,
      null,
      {},
      { type: 'object' },
      { type: 'object', properties: {} },
    ];
    for (const none of nones) expect(read(none).properties).toEqual({});
  });

  it('with an object inside, one level deep', () => {
    const city = { type: 'string' };
    const address = { type: 'object', properties: { city }, required: ['city'] };
    expect(valueOf(address)).toMatchObject({ type: 'object', required: ['city'] });
  });

  it('with a local reference', () => {
    const $defs = { size: { type: 'string', enum: ['s', 'm'] } };
    const schema = { $defs, type: 'object', properties: { value: { $ref: '#/$defs/size' } } };
    expect(read(schema).properties['value']).toMatchObject({ enum: ['s', 'm'] });
  });

  it.each<[string, Json]>([
    ['a type list', { type: ['string', 'null'] }],
    ['anyOf', { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    ['an enum', { enum: ['a', null] }],
  ])('that allows null by %s is one that can be left out, and is null then', (_, value) => {
    const schema = read(withValue(value));
    expect(schema.required).toEqual([]);
    expect(schema.properties['value']).toMatchObject({ type: 'string', default: null });
  });
});

describe('a schema that does not work is refused by name', () => {
  it.each<[string, Json, RegExp]>([
    [
      'two kinds',
      { oneOf: [{ type: 'string' }, { type: 'number' }] },
      /“value” uses “oneOf” of 2 kinds/,
    ],
    ['two types', { type: ['string', 'number'] }, /“value” is of 2 types/],
    ['only null', { type: 'null' }, /“value” is of type “null”/],
    ['anything', true, /“value” may be anything/],
    ['no type', {}, /“value” may be anything/],
    ['a pattern', { type: 'string', pattern: '^a+$' }, /“value” uses “pattern”/],
    ['if/then', { type: 'string', if: {}, then: {} }, /“value” uses “if”/],
    [
      'a map',
      { type: 'object', additionalProperties: { type: 'string' } },
      /“value” is an object of any keys/,
    ],
    [
      'a list of objects',
      { type: 'array', items: { type: 'object', properties: {} } },
      /“value” is a list of lists or objects/,
    ],
    ['a reference outside', { $ref: 'https://x.y/z' }, /“value” refers to “https:\/\/x.y\/z”/],
    ['mixed choices', { enum: ['a', 1] }, /“value” may be anything/],
    [
      'two levels',
      { type: 'object', properties: { a: { type: 'object', properties: {} } } },
      /“value.a” is an object inside an object/,
    ],
  ])('%s', (_, value, reason) => {
    expect(() => valueOf(value)).toThrow(reason);
    expect(() => valueOf(value)).toThrow(/^“Mail” was not added: .*Nothing was changed\.$/);
  });

  it('recursion', () => {
    const schema = { type: 'object', properties: { value: { $ref: '#/properties/value' } } };
    expect(() => read(schema)).toThrow(/“value” refers to itself/);
  });

  it('a requirement of something it does not have', () => {
    expect(() => read({ type: 'object', properties: {}, required: ['x'] })).toThrow(/requires “x”/);
  });
});

test('a tool without id, title or description is refused, and one whose example does not fit', () => {
  const refused = (over: Partial<ToolDefinition>) => () => checkTool(definition({}, over));
  expect(refused({ id: 'a b' })).toThrow(/its id must be words/);
  expect(refused({ title: ' ' })).toThrow(/no title/);
  expect(refused({ description: '' })).toThrow(/does not say what it does/);
  const examples = [{ request: 'mail Ana', arguments: { to: 'Ana' } }];
  expect(refused({ examples })).toThrow(/example “mail Ana” does not fit/);
});

/** Schemas in the shapes that people write, right and wrong. */
const anySchema = fc.letrec<{ schema: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<Json>(true, null, {}, { type: 'null' }, { $ref: '#/$defs/a' }, { $ref: '#' }),
    fc.record(
      {
        type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'array', 'object', 'x'),
        enum: fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 3 }),
        minLength: fc.integer({ min: -1, max: 20 }),
        minimum: fc.integer({ min: -2, max: 2 }),
        format: fc.constantFrom('date', 'email', 'time', 'int32', 'toString'),
        pattern: fc.string({ maxLength: 3 }),
        default: fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Json>,
  ),
  schema: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.record(
      {
        type: fc.constantFrom('object', 'array'),
        properties: fc.dictionary(fc.string({ maxLength: 6 }), tie('schema'), { maxKeys: 3 }),
        required: fc.array(fc.string({ maxLength: 6 }), { maxLength: 2 }),
        items: tie('schema'),
        minItems: fc.integer({ min: -1, max: 25 }),
        oneOf: fc.array(tie('schema'), { maxLength: 2 }),
        anyOf: fc.array(tie('schema'), { maxLength: 2 }),
        additionalProperties: fc.boolean(),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Json>,
  ),
})).schema;

it('accepts any schema or refuses it with a sentence, and narrows what it accepts', () => {
  fc.assert(
    fc.property(anySchema, fc.string(), (schema, request) => {
      let parameters;
      try {
        parameters = read(schema);
      } catch (error) {
        expect(error).toBeInstanceOf(ApprenticeError);
        expect((error as Error).message).toMatch(
          /^“Mail” was not added: .+\. Nothing was changed\.$/su,
        );
        return;
      }
      const narrowed = narrowSchema(parameters, request);
      for (const path of missingIn(parameters, narrowed)) {
        expect(
          Object.hasOwn(parameters.properties, path.split('.')[0]!) || path.includes('.'),
        ).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
