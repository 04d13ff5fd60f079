import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Page } from './route';

test('every route survives the address bar', () => {
  const pages = fc.constantFrom<Page>('chat', 'memory', 'learning', 'settings');
  const ids = fc.option(fc.string({ minLength: 1 }), { nil: null });
  fc.assert(
    fc.property(pages, ids, (page, id) => {
      expect(parseRoute(formatRoute({ page, id }))).toEqual({ page, id });
    }),
  );
});

test.each(['', '#', '#/', '#/nowhere/1', '#chat?'])('%j opens the chat', (hash) => {
  expect(parseRoute(hash)).toEqual({ page: 'chat', id: null });
});

test('a broken escape in the address is kept, not thrown', () => {
  expect(parseRoute('#/chat/%E0')).toEqual({ page: 'chat', id: '%E0' });
});
