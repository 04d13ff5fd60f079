import { expect, test } from 'vitest';
import { installMarker } from './install-marker';

function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Storage;
}

test('a marker is set and cleared for one database only', () => {
  const storage = memoryStorage();
  const marker = installMarker(() => storage);
  marker.set('one');
  expect([marker.isSet('one'), marker.isSet('two')]).toEqual([true, false]);
  marker.clear('one');
  expect(marker.isSet('one')).toBe(false);
});

test('a browser that refuses local storage has no marker and raises no error', () => {
  const marker = installMarker(() => {
    throw new DOMException('no', 'SecurityError');
  });
  marker.set('one');
  marker.clear('one');
  expect(marker.isSet('one')).toBe(false);
});
