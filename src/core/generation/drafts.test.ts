import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeGrammarCompiler } from '../testing/fake-grammar';
import { FakeLanguageModel } from '../testing/fake-language-model';
import type { FakeLanguageModelOptions } from '../testing/fake-language-model';
import { plainLoop } from '../testing/plain-loop';
import type { JsonSchema } from '../tools/json-schema';
import { generate } from './generate';
import { createRandom } from './prng';
import { TokenCache } from './token-cache';

const anySchema: JsonSchema = {
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: false,
};
const greedy = { temperature: 0, topP: 1, repetitionPenalty: 1, random: createRandom(1) };
const prompt = Int32Array.of(70, 71);

/** The word spans of a request, quoted. */
function spansOf(request: string): string[] {
  const words = request.split(' ');
  const spans = words.flatMap((_, start) =>
    words.slice(start).map((__, length) => words.slice(start, start + length + 1).join(' ')),
  );
  return [...new Set(spans)].map((span) => JSON.stringify(span));
}

/** All texts `{"a": "<span>", "b": "<span>"}`. */
function calls(request: string): string[] {
  const values = spansOf(request);
  return values.flatMap((a) => values.map((b) => `{"a": ${a}, "b": ${b}}`));
}

async function write(
  model: FakeLanguageModel,
  texts: string[],
  source: string | undefined,
  maxTokens = 200,
) {
  const grammars = new FakeGrammarCompiler(texts, model.vocabulary());
  const grammar = { matcher: await grammars.compile(anySchema), pieces: model.vocabulary() };
  const cache = new TokenCache(model);
  const result = await generate(cache, prompt, { ...greedy, maxTokens, grammar, source });
  return { ...result, passes: cache.passes, cached: cache.tokens };
}

async function writePlainly(model: FakeLanguageModel, texts: string[]) {
  const grammars = new FakeGrammarCompiler(texts, model.vocabulary());
  const grammar = { matcher: await grammars.compile(anySchema), pieces: model.vocabulary() };
  return plainLoop(model, prompt, grammar, true);
}

/** A model that wants to say `text` after the prompt. */
function saying(text: string, more: FakeLanguageModelOptions = {}): FakeLanguageModel {
  const model: FakeLanguageModel = new FakeLanguageModel({
    pieces: [' the', 'milk', ' milk', 'call', '", "'],
    ...more,
    next: (tokens) => model.encode(text)[tokens.length - 2] ?? -1,
  });
  return model;
}

const request = 'call mum at 5';
const source = `Request: ${request}\n`;
const call = '{"a": "call mum", "b": "at 5"}';

describe('drafts from the request', () => {
  it('write the tokens of the plain loop, whatever the model wants', async () => {
    const words = fc.array(fc.constantFrom('the', 'milk', 'call', 'm', 'mi', 'é', '😀', '5'), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(words, fc.nat(), fc.boolean(), async (some, pick, willing) => {
        const texts = calls(some.join(' '));
        // Either it wants one of the calls, or it is all noise.
        const wanted = willing ? texts[pick % texts.length]! : '';
        const plain = await writePlainly(saying(wanted), texts);
        const drafted = await write(saying(wanted), texts, `Request: ${some.join(' ')}\n`);
        expect(drafted.tokens).toEqual(plain.tokens);
        expect(drafted.passes).toBeLessThanOrEqual(plain.passes);
      }),
      { numRuns: 25 },
    );
  });

  it('take a third of the passes that forced tokens alone take', async () => {
    const long = 'tell Ann to call mum and dad';
    const wanted = '{"a": "call mum and dad"}';
    const read = `Request: ask Tom to run\n{"a": "run"}\nRequest: ${long}\n`;
    const texts = spansOf(long).map((span) => `{"a": ${span}}`);
    const alone = await write(saying(wanted), texts, undefined);
    const drafted = await write(saying(wanted), texts, read);
    expect(drafted.text).toBe(wanted);
    expect(drafted.passes).toBeLessThanOrEqual(alone.passes / 3);
  });

  it('leave nothing in the cache that was not written', async () => {
    const { tokens, cached } = await write(saying(call), calls(request), source);
    expect([...prompt, ...tokens].slice(0, cached.length)).toEqual(cached);
  });

  it('are not read from the last guess on where the text ends with them', async () => {
    const texts = ['{"a": "milk"}', '{"a": "call"}'];
    const { text, passes, cached } = await write(saying(texts[0]!), texts, 'Request: get milk\n');
    expect(text).toBe(texts[0]);
    expect(passes).toBe(1);
    expect(cached).toHaveLength(prompt.length + saying('').encode('{"a": "').length);
  });

  it('never exceed the tokens that may be written', async () => {
    const texts = calls(request);
    const { tokens } = await writePlainly(saying(call), texts);
    for (let limit = 1; limit < tokens.length; limit++) {
      const cut = await write(saying(call), texts, source, limit);
      // Forced text is written to its end.
      expect(cut.finish).toBe(cut.tokens.length < tokens.length ? 'length' : 'stop');
      expect(tokens.slice(0, cut.tokens.length)).toEqual(cut.tokens);
    }
  });

  it('never exceed the context', async () => {
    for (let contextLength = 4; contextLength < 30; contextLength++) {
      const result = await write(saying(call, { contextLength }), calls(request), source);
      expect(['stop', 'length']).toContain(result.finish);
      expect(result.cached.length).toBeLessThanOrEqual(contextLength);
    }
  });
});
