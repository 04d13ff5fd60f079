import { afterEach, expect, test, vi } from 'vitest';
import { copyText } from './clipboard';
import { newId, randomSeed } from './crypto-random';
import { watchOnline } from './online';
import { persistStorage, storageUse } from './storage-estimate';

afterEach(() => vi.unstubAllGlobals());

test('online: tells the state at once and at every change, until it is stopped', () => {
  const page = Object.assign(new EventTarget(), { navigator: { onLine: true } });
  const seen: boolean[] = [];
  const stop = watchOnline((online) => seen.push(online), page as unknown as Window);
  page.navigator.onLine = false;
  page.dispatchEvent(new Event('offline'));
  page.navigator.onLine = true;
  page.dispatchEvent(new Event('online'));
  stop();
  page.dispatchEvent(new Event('offline'));
  expect(seen).toEqual([true, false, true]);
});

test('clipboard: a refusal becomes a sentence that says what to do', async () => {
  const writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  await expect(copyText('hello')).rejects.toMatchObject({ code: 'clipboard-refused' });
});

test('storage: what the browser tells is passed on, what it does not tell is null or false', async () => {
  const storage = {
    estimate: async () => ({ usage: 5, quota: 10 }),
    persisted: async () => true,
    persist: async () => true,
  };
  expect(await storageUse(storage)).toEqual({ usage: 5, quota: 10, persisted: true });
  expect(await persistStorage(storage)).toBe(true);
  const refusing = { ...storage, estimate: () => Promise.reject(new Error('no')) };
  expect(await storageUse(refusing)).toBeNull();
  vi.stubGlobal('navigator', {});
  expect(await storageUse()).toBeNull();
  expect(await persistStorage()).toBe(false);
});

test('random: ids and seeds differ, ids are 32 hexadecimal digits', () => {
  const ids = Array.from({ length: 50 }, newId);
  expect(new Set(ids).size).toBe(50);
  expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  expect(new Set(Array.from({ length: 8 }, randomSeed)).size).toBeGreaterThan(1);
});
