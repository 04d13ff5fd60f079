import { expect, it } from 'vitest';
import { FakeLanguageModel } from '../testing/fake-language-model';
import { enterConversation, enterPrompt, keepConversation } from './prefix-cache';
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
