import { beforeEach, describe, expect, it } from 'vitest';
import type { PrefixStore } from '../ports/prefix-store';
import { FakeLanguageModel } from '../testing/fake-language-model';
import { enterPrompt } from './prefix-cache';
import { StoredPrefixes } from './stored-prefixes';
import { TokenCache } from './token-cache';

const prompt = { prefix: 'Choose the tool for each request. ', suffix: 'Ask' };

let files: Map<string, Uint8Array>;
let store: PrefixStore;
beforeEach(() => {
  files = new Map();
  store = {
    read: async (key) => files.get(key) ?? null,
    write: async (key, bytes) => void files.set(key, bytes),
  };
});

/** A page that opens: a model that has read nothing. */
async function enter(of = prompt, from = store) {
  const model = new FakeLanguageModel();
  const cache = new TokenCache(model);
  const pending = await enterPrompt(cache, of, undefined, new StoredPrefixes(from));
  return { model, cache, pending, read: model.calls.filter((call) => call.startsWith('forward')) };
}
function flip(bytes: Uint8Array, at: number): Uint8Array {
  bytes[at]! ^= 1;
  return bytes;
}
/** Changes what is kept. */
function damage(change: (bytes: Uint8Array) => Uint8Array): void {
  for (const [key, bytes] of files) files.set(key, change(bytes.slice()));
}

describe('a prefix kept over a reload', () => {
  it('is computed by the first page and read by the next', async () => {
    const first = await enter();
    expect(first.read).toEqual(['forward 34']);
    const second = await enter();
    expect(second.read).toEqual([]);
    expect(second.cache.tokens).toEqual(first.cache.tokens);
    expect(second.pending).toEqual(first.pending);
    const [a, b] = await Promise.all(
      [first, second].map(({ model }) => model.forward(Int32Array.of(7))),
    );
    expect(a).toEqual(b);
  });

  it('is computed where another was kept', async () => {
    await enter();
    const other = await enter({ ...prompt, prefix: 'Choose the tool for each request! ' });
    expect(other.read).toEqual(['forward 34']);
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.slice(0, -4)],
    ['cut to nothing', () => new Uint8Array(0)],
    ['changed in one bit', (bytes: Uint8Array) => flip(bytes, bytes.length - 3)],
    ['of other tokens', (bytes: Uint8Array) => flip(bytes, 14)],
    ['of another layout', (bytes: Uint8Array) => flip(bytes, 0)],
  ])('is computed anew when what was kept is %s', async (_, change) => {
    await enter();
    damage(change);
    expect((await enter()).read).toEqual(['forward 34']);
    // And kept again.
    expect((await enter()).read).toEqual([]);
  });

  it('is computed where the store fails', async () => {
    const broken: PrefixStore = {
      read: () => Promise.reject(new Error('no')),
      write: () => Promise.reject(new Error('no')),
    };
    expect((await enter(prompt, broken)).read).toEqual(['forward 34']);
  });

  it('is not looked up when it is short', async () => {
    await enter({ ...prompt, prefix: 'Short. ' });
    expect(files.size).toBe(0);
  });
});
