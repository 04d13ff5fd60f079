import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { missingIn, narrowSchema } from '../../core/generation/narrow-schema';
import type { GrammarCompiler } from '../../core/ports/grammar';
import { byteAlphabet } from '../../core/testing/byte-alphabet';
import { keepNote } from '../../core/testing/fake-tools';
import { checkTool, type ToolDefinition } from '../../core/tools/check-tool';
import { computeValues } from '../../core/tools/computed-values';
import type { Json, JsonSchema } from '../../core/tools/json-schema';
import { validateArguments } from '../../core/tools/validate-arguments';
import { loadXgrammar } from './node/load-xgrammar';
import { createXgrammarCompiler } from './xgrammar-compiler';

let compiler: GrammarCompiler;
beforeAll(async () => {
  compiler = await createXgrammarCompiler(loadXgrammar(), byteAlphabet);
});

/** A text that the grammar allows: at each byte one of those allowed, the quote as soon as it is. */
async function writeSome(schema: JsonSchema, pick: (ways: number) => number): Promise<string> {
  const matcher = await compiler.compile(schema);
  const bytes: number[] = [];
  while (!matcher.isTerminated()) {
    const mask = await matcher.mask();
    const allowed = Array.from({ length: 256 }, (_, byte) => byte).filter(
      (byte) => ((mask[byte >> 5]! >>> (byte & 31)) & 1) === 1,
    );
    // Free text ends after a few characters: only texts that end can be checked.
    const ends = bytes.length > 400 ? allowed.filter((byte) => byte === 0x22) : [];
    const ways = ends.length > 0 ? ends : allowed;
    const byte = ways[pick(ways.length) % ways.length]!;
    expect(matcher.accept(byte)).toBe(true);
    bytes.push(byte);
  }
  matcher.dispose();
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const text = fc.constantFrom('milk', 'a "b"', 'é😀', 'x\\y', '  ', '%', '');
const scalar = fc.oneof(
  fc.constant<Json>({ type: 'string' }),
  fc.constant<Json>({ type: 'boolean' }),
  fc.constant<Json>({ type: 'string', format: 'email' }),
  fc.record({ type: fc.constant('string'), 'x-source': fc.constant('text'), minLength: fc.nat(3) }),
  fc.record({ type: fc.constant('string'), minLength: fc.nat(4), maxLength: fc.nat(9) }),
  fc.record({
    type: fc.constantFrom('integer', 'number'),
    minimum: fc.integer({ min: -3, max: 3 }),
  }),
  fc.record({ type: fc.constant('number'), multipleOf: fc.constantFrom(0.1, 0.5, 3) }),
  fc.record({ enum: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }) }),
  fc.record({ enum: fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 4 }) }),
) as fc.Arbitrary<Json>;
const list = fc.record(
  {
    type: fc.constant('array'),
    items: scalar,
    minItems: fc.nat(2),
    maxItems: fc.integer({ min: 2, max: 5 }),
  },
  { requiredKeys: ['type', 'items'] },
) as fc.Arbitrary<Json>;

function objectOf(value: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const name = fc.constantFrom('a', 'b c', '"q"', 'é', 'constructor', 'd');
  return fc.dictionary(name, value, { maxKeys: 4 }).chain((properties) =>
    fc.subarray(Object.keys(properties)).map((required) => ({
      type: 'object',
      properties,
      required,
    })),
  );
}

it('gives every accepted schema a grammar that compiles, and values that validate', async () => {
  const schemas = objectOf(fc.oneof(scalar, list, objectOf(fc.oneof(scalar, list))));
  const requests = fc.constantFrom(
    'add 2 eggs, twelve "rolls" and 0.5 l of milk for ana@example.com',
    'nothing here',
    '😀 é 3',
    '',
  );
  await fc.assert(
    fc.asyncProperty(
      schemas,
      requests,
      fc.infiniteStream(fc.nat(255)),
      async (parameters, request, picks) => {
        let tool;
        try {
          tool = checkTool({ ...keepNote, parameters, examples: [] } as ToolDefinition);
        } catch (error) {
          expect(error).toMatchObject({ code: 'tool-refused' });
          return;
        }
        const narrowed = narrowSchema(tool.parameters, request);
        const written = await writeSome(narrowed, () => picks.next().value as number);
        const values = await computeValues(tool.parameters, JSON.parse(written), {
          now: 0,
          utcOffset: () => 0,
        });
        validateArguments(tool, values, missingIn(tool.parameters, narrowed));
      },
    ),
    { numRuns: 60 },
  );
});

it('bounds a list by its length, at twenty where it has none', async () => {
  const items = { type: 'string', enum: ['x'] } as const;
  const of = (value: object): JsonSchema => ({
    type: 'object',
    properties: { value: { type: 'array', items, ...value } },
    required: ['value'],
    additionalProperties: false,
  });
  const write = async (value: object, most: boolean) => {
    const pick = (ways: number) => (most ? 0 : ways - 1);
    return (JSON.parse(await writeSome(of(value), pick)) as { value: string[] }).value.length;
  };
  // "," comes before "]" and "\"" in the byte order, so that the first way goes on.
  expect(await write({}, true)).toBe(20);
  expect(await write({ minItems: 2, maxItems: 3 }, true)).toBe(3);
  expect(await write({ minItems: 2, maxItems: 3 }, false)).toBe(2);
  expect(await write({}, false)).toBe(0);
});
