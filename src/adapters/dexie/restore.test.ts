import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApprenticeError } from '../../core/errors/apprentice-error';
import { fullBatch } from '../../core/testing/store-samples';
import { restore, type StoreContents } from './restore';
import { FakeProfile } from './store-harness';

async function exported(): Promise<string> {
  const { store } = await new FakeProfile().open();
  await store.commit(fullBatch);
  return store.exportAll();
}

const text = await exported();

/** Every path of a JSON value, leaves and inner nodes. */
function paths(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => paths(part, [...path, key]))];
}

function replaced(path: readonly string[], by: unknown): string {
  const value = JSON.parse(text) as Record<string, unknown>;
  let parent = value;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  parent[path.at(-1) ?? ''] = by;
  return JSON.stringify(value);
}

/** The contents, or the code of the refusal; anything else is a crash and is thrown on. */
function attempt(json: string): StoreContents | string {
  try {
    return restore(json);
  } catch (error) {
    if (error instanceof ApprenticeError) return error.code;
    throw error;
  }
}

test('what was exported is read with its typed arrays and its infinities', () => {
  const { tables } = restore(text);
  expect(tables.episodes).toEqual(fullBatch.episodes);
  expect(tables.snapshots).toEqual(fullBatch.snapshots);
  expect(tables.episodes[0].decision?.candidates[1].total).toBe(-Infinity);
});

test('any part replaced by something of another kind gives a refusal or contents, never a crash', () => {
  const places = paths(JSON.parse(text)).filter((path) => path.length > 0);
  const values = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>({ __proto__: { polluted: true } }, 'AAA', 2 ** 60, -1, 0.5, '💣'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), values, (path, value) => {
      const result = attempt(replaced(path, value));
      const known = ['import-invalid', 'import-newer-version'];
      if (typeof result === 'string') expect(known).toContain(result);
      else expect(Object.keys(result.tables)).toHaveLength(9);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['an embedding that is not base64', ['tables', 'episodes', '0', 'embedding'], '***'],
  ['an embedding of half a float', ['tables', 'episodes', '0', 'embedding'], 'AAAA'],
  ['weights that do not fit the actions', ['tables', 'snapshots', '0', 'head', 'dimensions'], 4],
  ['a table of another kind', ['tables', 'notes'], {}],
  ['a sequence number past what a double can count', ['tables', 'signals', '0', 'sequence'], 2e300],
  ['a date that no calendar has', ['tables', 'reminders', '0', 'dueAt'], 1e300],
  ['another format', ['format'], 'something-else'],
  ['a version before the first', ['version'], 0],
])('%s is refused', (_, path, value) => {
  expect(attempt(replaced(path, value))).toBe('import-invalid');
});

test('the refusal names the place', () => {
  expect(() => restore(replaced(['tables', 'notes', '0', 'text'], 5))).toThrow(
    'tables.notes.0.text',
  );
});

test('a call keeps lists, nested values and the words they were read from; one without is older', () => {
  const step = {
    arguments: { items: ['milk', 2], loud: true, address: { city: 'Rome', floor: null } },
    origins: { items: 'words', loud: 'default', 'address.city': 'clock' },
    words: { items: 'two' },
  };
  const at = ['tables', 'episodes', '0', 'steps', '0'];
  const [old] = restore(text).tables.episodes[0].steps;
  const whole = replaced(at, { ...old, ...step });
  expect(restore(whole).tables.episodes[0].steps[0]).toMatchObject(step);
  expect(Object.keys(old)).not.toContain('words');
});

test('unknown fields and prototypes are dropped', () => {
  const evil = replaced(['tables', 'notes', '0'], {
    ...fullBatch.changes?.flatMap((c) => (c.type === 'put' ? [c.record] : []))[0],
    extra: 1,
  }).replace('"extra":1', '"__proto__":{"polluted":true},"constructor":1');
  const [note] = restore(evil).tables.notes;
  expect(Object.keys(note)).toEqual(['id', 'text', 'createdAt']);
  expect('polluted' in note || 'polluted' in {}).toBe(false);
});

test('nesting deep enough to exhaust the stack is refused', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const nested = replaced(['tables', 'settings', '0', 'value'], 0).replace(
    '"value":0',
    `"value":${deep}`,
  );
  expect(attempt(nested)).toBe('import-invalid');
});

test('an export cut off anywhere is refused', () => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), (length) => {
      expect(attempt(text.slice(0, length))).toBe('import-invalid');
    }),
    { numRuns: 300 },
  );
});
