import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Reminder } from '../core/tools/user-data';
import { dueReminders, ReminderWatch } from './reminder-watch';

const reminder = (id: string, dueAt: number, dismissedAt: number | null = null): Reminder => ({
  id,
  kind: 'reminder',
  text: id,
  dueAt,
  createdAt: 0,
  dismissedAt,
});

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

test('only reminders that are due and not dismissed are shown, the longest due first', () => {
  const all = [reminder('later', 30), reminder('b', 20), reminder('a', 10), reminder('gone', 5, 6)];
  expect(dueReminders(all, 20).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('the watch calls back at the time of the next reminder, not before', () => {
  const onDue = vi.fn();
  const watch = new ReminderWatch({ now: () => Date.now() }, onDue);
  watch.watch([reminder('a', 5000), reminder('b', 9000)]);
  vi.advanceTimersByTime(4999);
  expect(onDue).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onDue).toHaveBeenCalledOnce();
});

test('a reminder months away does not call back at once through an overflowing timer', () => {
  const onDue = vi.fn();
  const watch = new ReminderWatch({ now: () => Date.now() }, onDue);
  watch.watch([reminder('far', 100 * 24 * 3600 * 1000)]);
  vi.advanceTimersByTime(1000);
  expect(onDue).not.toHaveBeenCalled();
});
