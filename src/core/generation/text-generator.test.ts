import { describe, expect, it } from 'vitest';
import type { TextOptions } from '../ports/text-generator';
import { FakeGrammarCompiler } from '../testing/fake-grammar';
import { FakeLanguageModel } from '../testing/fake-language-model';
import type { JsonSchema } from '../tools/json-schema';
import { createTextGenerator } from './text-generator';

const schema: JsonSchema = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};
const options: TextOptions = {
  maxTokens: 12,
  temperature: 0,
  topP: 1,
  repetitionPenalty: 1,
  seed: 1,
};
const prompt = { prefix: 'Examples.', suffix: 'Ask' };

function setUp(texts: string[] = ['{"text": "milk"}', '{"text": "eggs"}']) {
  const model = new FakeLanguageModel();
  const grammars = new FakeGrammarCompiler(texts, model.vocabulary());
  let now = 0;
  const generator = createTextGenerator(model, grammars, { now: () => (now += 500) });
  return { model, grammars, generator };
}

describe('the text generator', () => {
  it('describes its engine', async () => {
    const info = await setUp().generator.describe();
    expect(info).toEqual({ modelId: 'fake', backend: 'cpu', threads: 1, contextLength: 1024 });
  });

  it('scores choices after the prompt, the prefix computed once', async () => {
    const { model, generator } = setUp();
    const first = await generator.scoreChoices(prompt, [' a', ' b', ' c']);
    const again = await generator.scoreChoices(prompt, [' a', ' b', ' c']);
    expect(again).toEqual(first);
    expect(first.reduce((sum, score) => sum + Math.exp(score), 0)).toBeCloseTo(1, 5);
    expect(model.calls.filter((call) => call === 'forward 9')).toHaveLength(1);
  });

  it('needs no model for a single choice', async () => {
    const { model, generator } = setUp();
    expect(await generator.scoreChoices(prompt, [' only'])).toEqual([0]);
    expect(await generator.scoreChoices(prompt, [])).toEqual([]);
    expect(model.calls).toEqual([]);
  });

  it('writes an object that the grammar allows and frees the grammar', async () => {
    const { grammars, generator } = setUp();
    const result = await generator.generateObject(prompt, schema, { maxTokens: 40 });
    expect(['milk', 'eggs']).toContain((JSON.parse(result.text) as { text: string }).text);
    expect(result).toMatchObject({ finish: 'stop', seconds: 0.5 });
    // Prefix, suffix with what is forced, and the choice between "m" and "e".
    expect(result.passes).toBe(2);
    expect(grammars.schemas).toEqual([schema]);
    expect(grammars.disposed).toBe(1);
  });

  it('says so when an object does not come to an end', async () => {
    const { grammars, generator } = setUp();
    const writing = generator.generateObject(prompt, schema, { maxTokens: 3 });
    await expect(writing).rejects.toMatchObject({ code: 'generation-unfinished' });
    expect(grammars.disposed).toBe(1);
  });

  it('streams a reply and counts its tokens and passes', async () => {
    const { generator } = setUp();
    const deltas: string[] = [];
    const result = await generator.generateReply(
      [{ role: 'user', content: 'Hi' }],
      options,
      (delta) => deltas.push(delta),
    );
    expect(deltas.join('')).toBe(result.text);
    expect(result).toMatchObject({ tokens: 12, passes: 12, finish: 'length', trimmed: 0 });
  });

  it('reads only the new turn of a conversation, even when it decided in between', async () => {
    const { model, generator } = setUp();
    const first = [
      { role: 'system', content: 'A long system text that is read once.' },
      { role: 'user', content: 'Hi' },
    ] as const;
    const { text } = await generator.generateReply(first, options, () => {});
    await generator.scoreChoices(prompt, [' a', ' b']);
    model.calls.length = 0;
    const second = [
      ...first,
      { role: 'assistant', content: text },
      { role: 'user', content: 'More' },
    ] as const;
    await generator.generateReply(second, options, () => {});
    const read = Number(model.calls.find((call) => call.startsWith('forward'))!.split(' ')[1]);
    const added =
      model.encode(model.renderPrompt(second)).length -
      model.encode(model.renderPrompt(first)).length;
    expect(read).toBeLessThanOrEqual(added);
  });

  it('refuses a message that can never fit, before the model is asked', async () => {
    const { model, generator } = setUp();
    const writing = generator.generateReply(
      [{ role: 'user', content: 'long '.repeat(300) }],
      options,
      () => {},
    );
    await expect(writing).rejects.toMatchObject({ code: 'request-too-long' });
    expect(model.calls).toEqual([]);
  });

  it('gives an empty text when cancelled before the first word', async () => {
    const { generator } = setUp();
    const signal = AbortSignal.abort();
    const reply = await generator.generateReply(
      [{ role: 'user', content: 'Hi' }],
      options,
      () => {},
      signal,
    );
    expect(reply).toMatchObject({ text: '', finish: 'cancelled' });
    const object = await generator.generateObject(prompt, schema, { maxTokens: 9 }, signal);
    expect(object).toMatchObject({ text: '', finish: 'cancelled' });
    await expect(generator.scoreChoices(prompt, [' a', ' b'], signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('takes calls one at a time: concurrent calls give what they give alone', async () => {
    const alone = await setUp().generator.scoreChoices(prompt, [' a', ' ab', ' b']);
    const { generator } = setUp();
    const [scores] = await Promise.all([
      generator.scoreChoices(prompt, [' a', ' ab', ' b']),
      generator.generateReply([{ role: 'user', content: 'Hi' }], options, () => {}),
      generator.generateObject(prompt, schema, { maxTokens: 40 }),
    ]);
    expect(scores).toEqual(alone);
  });
});
