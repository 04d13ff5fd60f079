import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondsIn, writeDuration } from './duration';
import { startTimer } from './start-timer';
import { monday, runOn } from './testing/stocked-data';

it.each([
  ['10 minutes', 600],
  ['30 second', 30],
  ['one hour', 3600],
  ['an hour and a half', 5400],
  ['one and a half hours', 5400],
  ['half an hour', 1800],
  ['a quarter of an hour', 900],
  ['1h 30m', 5400],
  ['1:30', 90],
  ['ten minutes and thirty seconds', 630],
  ['a twenty-five-minute', 1500],
  ['a couple of minutes', 120],
  ['1.5 hours', 5400],
  ['a timer', null],
  ['ten', null],
])('hears in “%s” %s seconds', (text, seconds) => {
  expect(secondsIn(text)).toBe(seconds);
});

it('reads back every duration that it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 86_400 }), (seconds) => {
      expect(secondsIn(writeDuration(seconds))).toBe(seconds);
    }),
  );
});

it('keeps a timer for when the time is up and says until when', async () => {
  const { sentence, changes } = await runOn(startTimer, { duration: '20 minutes' }, {});
  expect(sentence).toBe('The timer runs 20 minutes, until 10:50.');
  expect(changes).toMatchObject([
    { record: { kind: 'timer', text: '20 minutes', dueAt: monday + 1_200_000, dismissedAt: null } },
  ]);
});

it('names what it is for, and the seconds when it is short', async () => {
  const { sentence, changes } = await runOn(startTimer, {
    duration: '3 minutes',
    label: 'the eggs',
  });
  expect(sentence).toBe('The timer for the eggs runs 3 minutes, until 10:33:00.');
  expect(changes).toMatchObject([{ record: { text: '3 minutes for the eggs' } }]);
});

describe('starts nothing when it is asked for', () => {
  it.each([
    ['a timer', /does not say how long/],
    ['0 minutes', /does not say how long/],
    ['3 days', /a day at most/],
  ])('“%s”', async (duration, reason) => {
    await expect(runOn(startTimer, { duration })).rejects.toMatchObject({
      code: 'tool-failed',
      message: expect.stringMatching(reason),
    });
  });
});
