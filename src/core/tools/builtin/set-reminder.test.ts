import { describe, expect, it } from 'vitest';
import { setReminder } from './set-reminder';
import { monday, runOn } from './testing/stocked-data';

const remind = (text: string, when?: string, now = monday, utcOffset = (_: number) => 60) =>
  runOn(setReminder, when === undefined ? { text } : { text, when }, {}, { now, utcOffset });

/** Asked on Monday, 23 November 2026 at 10:30. */
it.each([
  ['tomorrow at 5', 'Tuesday, 24 November at 17:00'],
  ['tomorrow at 8', 'Tuesday, 24 November at 08:00'],
  ['tomorrow at 05:00', 'Tuesday, 24 November at 05:00'],
  ['at 8 pm', 'Monday, 23 November at 20:00'],
  ['at 8', 'Monday, 23 November at 20:00'],
  ['at 11', 'Monday, 23 November at 11:00'],
  ['at 17:15', 'Monday, 23 November at 17:15'],
  ['today at 3', 'Monday, 23 November at 15:00'],
  ['today', 'Monday, 23 November at 18:00'],
  ['tonight', 'Monday, 23 November at 20:00'],
  ['at 6 this evening', 'Monday, 23 November at 18:00'],
  ['tomorrow morning', 'Tuesday, 24 November at 09:00'],
  ['tomorrow at noon', 'Tuesday, 24 November at 12:00'],
  ['at midnight', 'Tuesday, 24 November at 00:00'],
  ['half past five', 'Monday, 23 November at 17:30'],
  ['quarter to 6', 'Monday, 23 November at 17:45'],
  ['friday at 8 in the evening', 'Friday, 27 November at 20:00'],
  ['on friday', 'Friday, 27 November at 09:00'],
  ['on monday', 'Monday, 30 November at 09:00'],
  ['on the first', 'Tuesday, 1 December at 09:00'],
  ['on the 31st', 'Thursday, 31 December at 09:00'],
  ['in 20 minutes', 'Monday, 23 November at 10:50'],
  ['in two and a half hours', 'Monday, 23 November at 13:00'],
  ['in a week', 'Monday, 30 November at 09:00'],
  ['3 may at 17:30', 'Monday, 3 May 2027 at 17:30'],
  ['a day before christmas', 'Thursday, 24 December at 09:00'],
  ['at 5 pm UTC', 'Monday, 23 November at 18:00'],
])('“%s” is %s', async (when, said) => {
  const { sentence } = await remind('call mum', when);
  expect(sentence).toBe(`I will remind you on ${said}: call mum.`);
});

it('keeps the reminder for the moment it names', async () => {
  const { changes } = await remind('to call the dentist', 'tomorrow at 9');
  const record = {
    id: 'new-1',
    kind: 'reminder',
    text: 'call the dentist',
    dueAt: Date.UTC(2026, 10, 24, 8),
    createdAt: monday,
    dismissedAt: null,
  };
  expect(changes).toEqual([{ type: 'put', table: 'reminders', record }]);
});

it('finds the time in the text when it was left there', async () => {
  const { sentence } = await remind('call mum tomorrow at 5');
  expect(sentence).toBe('I will remind you on Tuesday, 24 November at 17:00: call mum.');
});

it('keeps to the clock on the wall when summer time ends in between', async () => {
  const october = Date.UTC(2026, 9, 24, 8);
  const berlin = (at: number) => (at < Date.UTC(2026, 9, 25, 1) ? 120 : 60);
  const { changes } = await remind('brunch', 'tomorrow at 10 am', october, berlin);
  expect(changes[0]).toMatchObject({ record: { dueAt: Date.UTC(2026, 9, 25, 9) } });
});

describe('says what is missing and sets nothing', () => {
  it.each([
    ['stretch', undefined, /don’t know when to remind you of “stretch”.*“tomorrow at 9”/],
    ['ask what I may need', undefined, /don’t know when/],
    ['stretch', 'soon', /can’t read “soon” as a time/],
    ['stretch', 'yesterday', /Sunday, 22 November at 09:00 has passed/],
    ['stretch', 'last monday', /has passed/],
    ['stretch', 'every monday', /can’t repeat/],
  ])('%s, %s', async (text, when, reason) => {
    await expect(remind(text, when)).rejects.toMatchObject({
      code: 'tool-failed',
      message: expect.stringMatching(reason),
    });
  });
});
