import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { ApprenticeError } from '../../core/errors/apprentice-error';
import { asStoreError } from './errors';

const named = (name: string) => new DOMException('x', name);

test.each([
  [
    'a full disk, seen on the transaction',
    new Dexie.AbortError('aborted', named('QuotaExceededError')),
    'store-quota',
  ],
  [
    'a full disk, seen on one of many writes',
    { name: 'BulkError', failures: [named('QuotaExceededError')] },
    'store-quota',
  ],
  ['no database in the browser', new Dexie.MissingAPIError(), 'store-refused'],
  ['a forbidden database', new Dexie.OpenFailedError('x', named('SecurityError')), 'store-refused'],
  ['a newer database', named('VersionError'), 'store-newer-version'],
  ['a closed database', new Dexie.DatabaseClosedError(), 'store-closed'],
  ['an error of no known name', named('UnknownError'), 'store-failed'],
  ['something that is no error', 'broken', 'store-failed'],
])('%s gets its own code and a sentence that says what to do', (_, error, code) => {
  const mapped = asStoreError(error, 'store-failed');
  expect(mapped.code).toBe(code);
  expect(mapped.message).toMatch(/; .+\.$/);
  expect(mapped.cause).toBe(error);
});

test('an error that is already for people passes unchanged', () => {
  const error = new ApprenticeError('import-invalid', 'No.');
  expect(asStoreError(error, 'store-failed')).toBe(error);
});
