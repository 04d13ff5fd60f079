import { expect, it, vi } from 'vitest';
import { FakeLanguageModel } from '../testing/fake-language-model';
import { commonPrefix, TokenCache } from './token-cache';

const many = (count: number) => new Int32Array(count).fill(70);

it('reads a long prompt in chunks and counts the passes', async () => {
  const model = new FakeLanguageModel();
  const cache = new TokenCache(model);
  await cache.extend(many(600));
  expect(model.calls).toEqual(['forward 256', 'forward 256', 'forward 88']);
  expect(cache.passes).toBe(3);
  expect(cache.tokens).toHaveLength(600);
});

it('can be cancelled between chunks and then holds what was read', async () => {
  const model = new FakeLanguageModel();
  const cache = new TokenCache(model);
  const controller = new AbortController();
  vi.spyOn(model, 'forward').mockImplementationOnce((tokens) => {
    controller.abort();
    return model.forward(tokens);
  });
  await expect(cache.extend(many(600), controller.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(cache.tokens).toHaveLength(256);
  expect(model.length).toBe(256);
});

it('stays in step with the model when a pass fails after appending', async () => {
  const model = new FakeLanguageModel();
  const cache = new TokenCache(model);
  await cache.extend(many(2));
  vi.spyOn(model, 'forward').mockImplementationOnce(async (tokens) => {
    await FakeLanguageModel.prototype.forward.call(model, tokens);
    throw new Error('lost');
  });
  await expect(cache.extend(many(3))).rejects.toThrow('lost');
  expect(model.length).toBe(2);
  expect(cache.tokens).toHaveLength(2);
});

it('knows the tokens of what it resumes', async () => {
  const cache = new TokenCache(new FakeLanguageModel());
  await cache.extend(Int32Array.of(70, 71));
  await cache.keep('two');
  await cache.rewind(0);
  expect(await cache.resume('two')).toBe(true);
  expect(cache.tokens).toEqual([70, 71]);
  expect(await cache.resume('none')).toBe(false);
});

it('finds the common beginning', () => {
  expect(commonPrefix([1, 2, 3], [1, 2, 4, 5])).toBe(2);
  expect(commonPrefix([], [1])).toBe(0);
  expect(commonPrefix([1, 2], Int32Array.of(1, 2))).toBe(2);
});
