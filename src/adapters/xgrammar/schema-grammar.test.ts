import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GrammarCompiler, GrammarMatcher } from '../../core/ports/grammar';
import { narrowSchema } from '../../core/generation/narrow-schema';
import type { JsonSchema, ValueSchema } from '../../core/tools/json-schema';
import { byteAlphabet } from '../../core/testing/byte-alphabet';
import { loadXgrammar } from './node/load-xgrammar';
import { createXgrammarCompiler } from './xgrammar-compiler';

/** One token per byte: token ids are bytes, so that a text is followed exactly. */
let compiler: GrammarCompiler;
beforeAll(async () => {
  compiler = await createXgrammarCompiler(loadXgrammar(), byteAlphabet);
});

function schema(
  properties: Record<string, ValueSchema>,
  required = Object.keys(properties),
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

function follow(matcher: GrammarMatcher, text: string): boolean {
  return [...new TextEncoder().encode(text)].every((byte) => matcher.accept(byte));
}

/** True when the grammar takes `text` whole and then ends. */
async function allows(of: JsonSchema, text: string): Promise<boolean> {
  const matcher = await compiler.compile(of);
  const accepted = follow(matcher, text) && matcher.isTerminated();
  matcher.dispose();
  return accepted;
}

describe('the grammar of a schema', () => {
  it('takes the one JSON text that fits and nothing after it', async () => {
    const of = schema({ text: { type: 'string', enum: ['milk'] }, count: { type: 'integer' } });
    expect(await allows(of, '{"text": "milk", "count": 12}')).toBe(true);
    expect(await allows(of, '{"text": "milk", "count": -3}')).toBe(true);
    for (const wrong of [
      '{"count": 12, "text": "milk"}',
      '{"text":"milk","count":12}',
      '{"text": "mil", "count": 12}',
      '{"text": "milk", "count": 1.5}',
      '{"text": "milk", "count": 012}',
      '{"text": "milk"}',
      '{"text": "milk", "count": 12, "more": 1}',
    ]) {
      expect(await allows(of, wrong), wrong).toBe(false);
    }
  });

  it('lets optional properties be left out, wherever they stand', async () => {
    const one = { type: 'integer', enum: [1] } as const;
    const of = schema({ a: one, b: one, c: one }, ['b']);
    for (const text of [
      '{"b": 1}',
      '{"a": 1, "b": 1}',
      '{"b": 1, "c": 1}',
      '{"a": 1, "b": 1, "c": 1}',
    ]) {
      expect(await allows(of, text), text).toBe(true);
    }
    expect(await allows(of, '{"a": 1, "c": 1}')).toBe(false);
    expect(await allows(schema({ a: one }, []), '{}')).toBe(true);
    expect(await allows(schema({}), '{}')).toBe(true);
  });

  it('lets free text hold everything that JSON does, but no bare quote or line break', async () => {
    const of = schema({ text: { type: 'string', 'x-source': 'text', minLength: 1 } });
    expect(await allows(of, `{"text": ${JSON.stringify('a "quoted" \\ line\nbreak é 😀')}}`)).toBe(
      true,
    );
    expect(await allows(of, '{"text": "a"b"}')).toBe(false);
    expect(await allows(of, '{"text": "a\nb"}')).toBe(false);
    expect(await allows(of, '{"text": ""}')).toBe(false);
  });

  it('keeps to the sign and the decimals of a number', async () => {
    const of = schema({ n: { type: 'number', minimum: 0 } });
    expect(await allows(of, '{"n": 2.75}')).toBe(true);
    expect(await allows(of, '{"n": -2}')).toBe(false);
    expect(await allows(of, '{"n": 2.}')).toBe(false);
  });

  it('allows exactly the spans of a request, quotes and emoji included', async () => {
    const requests = fc.array(
      fc.constantFrom('buy', 'Milk', 'a', '"x"', 'c\\d', 'é', '😀', '😁', 'a"b', '%'),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(requests, fc.nat(), async (words, pick) => {
        const of = narrowSchema(schema({ text: { type: 'string' } }), words.join(' '));
        const property = of.properties['text']!;
        if (property.type !== 'string' || !property.enum) return;
        const span = property.enum[pick % property.enum.length]!;
        expect(await allows(of, `{"text": ${JSON.stringify(span)}}`)).toBe(true);
        expect(await allows(of, `{"text": ${JSON.stringify(`${span} not`)}}`)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('says what must come next', async () => {
    const matcher = await compiler.compile(
      schema({ text: { type: 'string', enum: ['mild', 'milk'] } }),
    );
    expect(matcher.jumpForward()).toBe('{"text": "mil');
    follow(matcher, '{"text": "milk');
    expect(matcher.jumpForward()).toBe('"}');
    matcher.dispose();
  });

  it('takes back what was accepted, also after the end', async () => {
    const matcher = await compiler.compile(
      schema({ text: { type: 'string', enum: ['mild', 'milk'] } }),
    );
    follow(matcher, '{"text": "mil');
    const before = (await matcher.mask()).slice();
    expect(follow(matcher, 'k"}')).toBe(true);
    expect(matcher.isTerminated()).toBe(true);
    matcher.rollback(3);
    expect(matcher.isTerminated()).toBe(false);
    expect(await matcher.mask()).toEqual(before);
    matcher.rollback(0);
    expect(follow(matcher, 'd"}')).toBe(true);
    matcher.dispose();
  });

  it('never allows a special token', async () => {
    const withSpecial = await createXgrammarCompiler(loadXgrammar(), [...byteAlphabet, '']);
    const matcher = await withSpecial.compile(
      schema({ text: { type: 'string', 'x-source': 'text' } }),
    );
    follow(matcher, '{"text": "');
    const mask = await matcher.mask();
    expect((mask[256 >> 5]! >>> (256 & 31)) & 1).toBe(0);
    matcher.dispose();
    withSpecial.dispose();
  });
});
