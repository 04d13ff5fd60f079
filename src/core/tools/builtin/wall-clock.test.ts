import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  HOUR,
  isoDate,
  momentOf,
  wallClock,
  writeDate,
  writeMoment,
  writeTime,
} from './wall-clock';

/** Central European time of 2026: an hour more from 29 March, 01:00 UTC, to 25 October, 01:00 UTC. */
const berlin = (at: number) =>
  at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1) ? 120 : 60;

const year2026 = fc.integer({ min: Date.UTC(2026, 0, 2), max: Date.UTC(2026, 11, 30) });

it('finds the moment at which the user’s clock shows a time, all year round', () => {
  fc.assert(
    fc.property(year2026, fc.constantFrom(0, -600, 330), (at, shift) => {
      const zone = (moment: number) => berlin(moment) + shift;
      const again = momentOf(wallClock(at, zone), zone);
      // Clocks show the hour from 2 to 3 twice when summer time ends: the other one is as good.
      expect([0, HOUR, -HOUR]).toContain(again - at);
      expect(wallClock(again, zone)).toBe(wallClock(at, zone));
    }),
  );
});

it('puts a time that clocks skip an hour later', () => {
  const skipped = Date.UTC(2026, 2, 29, 2, 30);
  expect(writeTime(wallClock(momentOf(skipped, berlin), berlin))).toBe('03:30');
});

it('writes dates and times', () => {
  const wall = Date.UTC(2027, 0, 7, 9, 5);
  expect(writeDate(wall)).toBe('Thursday, 7 January 2027');
  expect(writeTime(wall)).toBe('09:05');
  expect(isoDate(wall)).toBe('2027-01-07');
});

it('leaves the year out only when it is the present one', () => {
  const now = Date.UTC(2026, 11, 31, 12);
  const utc = () => 0;
  expect(writeMoment(now + HOUR, now, utc)).toBe('Thursday, 31 December at 13:00');
  expect(writeMoment(now + 13 * HOUR, now, utc)).toBe('Friday, 1 January 2027 at 01:00');
});
