import { expect, test } from 'vitest';
import { openedEpisode } from '../testing/agent-fixture';
import { leftOut } from './stopped-plan';

const step = (request: string, status: 'done' | 'failed' | 'cancelled' = 'cancelled') =>
  openedEpisode(request, { id: request, status });

test('the rest of a broken plan says what was done and what was not', () => {
  const [first, second] = leftOut([step('add eggs', 'done')], step('remind me', 'failed'), [
    step('set a timer'),
    step('show the list'),
  ]);
  expect(first).toMatchObject({ request: 'set a timer', status: 'cancelled' });
  expect(first.reply).toContain('“remind me” did not work');
  expect(first.reply).toContain('Done before it: “add eggs”');
  expect(second.reply).toBe('Left out as well.');
});

test('a plan that the user stopped says so', () => {
  const [rest] = leftOut([], step('add eggs', 'cancelled'), [step('set a timer')]);
  expect(rest.reply).toContain('was stopped');
  expect(rest.reply).toContain('Nothing was done before it');
});
