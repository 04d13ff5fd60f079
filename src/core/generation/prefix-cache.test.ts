import { expect, it } from 'vitest';
import { FakeLanguageModel } from '../testing/fake-language-model';
import { enterConversation, enterPrompt, keepConversation, keepPrompt } from './prefix-cache';
import { TokenCache } from './token-cache';

function setUp() {
  const model = new FakeLanguageModel();
  const cache = new TokenCache(model);
  const text = (tokens: ArrayLike<number>) => model.decode(tokens);
  return { model, cache, text };
}
const forwarded = (model: FakeLanguageModel) =>
  model.calls.filter((call) => call.startsWith('forward'));

it('computes a prefix once for all prompts that share it', async () => {
  const { model, cache, text } = setUp();
  for (const suffix of ['one', 'two', 'three']) {
    const pending = await enterPrompt(cache, { prefix: 'Examples.', suffix });
    expect(text(cache.tokens)).toBe('Examples.');
    expect(text(pending)).toBe(suffix);
    await cache.extend(pending);
  }
  expect(forwarded(model)).toEqual(['forward 9', 'forward 3', 'forward 3', 'forward 5']);
});

it('goes back and forth between prefixes without computing them again', async () => {
  const { model, cache, text } = setUp();
  for (const prefix of ['First', 'Second', 'First', 'Second']) {
    await enterPrompt(cache, { prefix, suffix: '?' });
    expect(text(cache.tokens)).toBe(prefix);
  }
  expect(forwarded(model)).toHaveLength(2);
});

it('starts again when the model has forgotten the prefix', async () => {
  const { model, cache, text } = setUp();
  await enterPrompt(cache, { prefix: 'First', suffix: '?' });
  for (let i = 0; i < 20; i++) await enterPrompt(cache, { prefix: `Other ${i}`, suffix: '?' });
  model.calls.length = 0;
  await enterPrompt(cache, { prefix: 'First', suffix: '?' });
  expect(text(cache.tokens)).toBe('First');
  expect(forwarded(model)).toHaveLength(1);
});

/** Reads prompts of one prefix as calls of one tool do; what each still had to read. */
async function readAll(suffixes: readonly string[], backend = 'wasm') {
  const { model, cache, text } = setUp();
  Object.defineProperty(model, 'backend', { value: backend });
  const read: string[] = [];
  for (const suffix of suffixes) {
    const prompt = { prefix: 'Examples.', suffix };
    const pending = await enterPrompt(cache, prompt);
    expect(cache.tokens).toHaveLength(model.length);
    await cache.extend(pending);
    expect(text(cache.tokens)).toBe(prompt.prefix + suffix);
    await keepPrompt(cache, prompt, pending);
    await enterPrompt(cache, { prefix: 'Another.', suffix: '?' });
    read.push(text(pending));
  }
  return read;
}

it('knows the beginning that a prompt has in common with the last of its prefix', async () => {
  const suffixes = ['near one: a', 'near one: b', 'far two: c', 'far two: d', 'far two: d'];
  expect(await readAll(suffixes)).toEqual(['near one: a', 'b', 'far two: c', 'd', 'd']);
});

it('reads a suffix whole on a graphics card, where that takes less time than going back', async () => {
  const suffixes = ['near one: a', 'near one: b'];
  expect(await readAll(suffixes, 'webgpu')).toEqual(suffixes);
});

it('works without a prefix', async () => {
  const { cache, text } = setUp();
  await enterPrompt(cache, { prefix: 'Old', suffix: '' });
  const pending = await enterPrompt(cache, { prefix: '', suffix: 'New' });
  expect(text(cache.tokens)).toBe('');
  expect(text(pending)).toBe('New');
});

it('leaves a token to append when there is no suffix, also the second time', async () => {
  const { cache, text } = setUp();
  for (let time = 0; time < 2; time++) {
    const pending = await enterPrompt(cache, { prefix: 'Ask', suffix: '' });
    expect(text(cache.tokens) + text(pending)).toBe('Ask');
    expect(pending).toHaveLength(1);
    await cache.extend(pending);
  }
  await expect(enterPrompt(cache, { prefix: '', suffix: '' })).rejects.toThrow(RangeError);
});

it('continues a conversation with its new tokens only, also after other prompts', async () => {
  const { model, cache, text } = setUp();
  await cache.extend(await enterConversation(cache, model.encode('Hello. Hi!')));
  await keepConversation(cache);
  await enterPrompt(cache, { prefix: 'Examples.', suffix: 'x' });

  const pending = await enterConversation(cache, model.encode('Hello. Hi! More?'));
  expect(text(pending)).toBe(' More?');
});

it('shares only the common beginning with another conversation', async () => {
  const { model, cache, text } = setUp();
  await cache.extend(await enterConversation(cache, model.encode('System. First')));
  await keepConversation(cache);
  const pending = await enterConversation(cache, model.encode('System. Other'));
  expect(text(cache.tokens)).toBe('System. ');
  expect(text(pending)).toBe('Other');
});

it('leaves a token to append when the conversation is known to its end', async () => {
  const { model, cache, text } = setUp();
  await cache.extend(await enterConversation(cache, model.encode('Same')));
  expect(text(await enterConversation(cache, model.encode('Same')))).toBe('e');
});
