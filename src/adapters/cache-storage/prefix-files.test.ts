import { beforeEach, expect, it } from 'vitest';
import type { PrefixStore } from '../../core/ports/prefix-store';
import type { FileCache } from './file-cache';
import { createPrefixFiles } from './prefix-files';

const folder = 'https://page.test/prefixes/';
let entries: Map<string, Uint8Array<ArrayBuffer>>;
let full: boolean;
let store: PrefixStore;

beforeEach(() => {
  entries = new Map();
  full = false;
  const cache: FileCache = {
    match: async (key) => {
      const bytes = entries.get(key);
      return bytes && new Response(bytes);
    },
    put: async (key, response) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      entries.set(key, new Uint8Array(await response.arrayBuffer()));
    },
    delete: async (key) => entries.delete(key),
    keys: async () => [...entries.keys()].map((url) => ({ url })),
  };
  store = createPrefixFiles(cache, folder);
});

it('gives back what was written, and null for what was not', async () => {
  await store.write('a1', Uint8Array.of(1, 2, 3).subarray(1));
  expect(await store.read('a1')).toEqual(Uint8Array.of(2, 3));
  expect(await store.read('b2')).toBeNull();
});

it('keeps six and drops those that were written first', async () => {
  entries.set('https://page.test/other', Uint8Array.of(0));
  for (let i = 0; i < 6; i++) await store.write(`p${i}`, Uint8Array.of(i));
  await store.write('p0', Uint8Array.of(0));
  await store.write('p6', Uint8Array.of(6));
  expect(await store.read('p1')).toBeNull();
  for (const kept of [0, 2, 3, 4, 5, 6]) {
    expect(await store.read(`p${kept}`), `p${kept}`).toEqual(Uint8Array.of(kept));
  }
  expect(entries.has('https://page.test/other')).toBe(true);
});

it('takes a full device for no error', async () => {
  full = true;
  await store.write('a1', Uint8Array.of(1));
  expect(await store.read('a1')).toBeNull();
});
