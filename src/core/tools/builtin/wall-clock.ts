/** Minutes to add to UTC for the user's own time, at a moment. */
export type UtcOffset = (at: number) => number;

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

/**
 * What the user's clock and calendar show at a moment, as the ms since the epoch at which UTC shows the same: its
 * parts are read with the getUTC methods of Date, so that the machine's own zone has no say.
 */
export function wallClock(at: number, utcOffset: UtcOffset): number {
  return at + utcOffset(at) * MINUTE;
}

/** The moment at which the user's clock shows `wall`. A time that clocks skip in spring comes out an hour off. */
export function momentOf(wall: number, utcOffset: UtcOffset): number {
  const near = wall - utcOffset(wall) * MINUTE;
  return wall - utcOffset(near) * MINUTE;
}

/** "Thursday, 7 January 2027". */
export function writeDate(wall: number): string {
  return `${writeDay(wall)} ${new Date(wall).getUTCFullYear()}`;
}

/** "Thursday, 7 January". */
function writeDay(wall: number): string {
  const date = new Date(wall);
  const weekday = weekdays[date.getUTCDay()];
  return `${weekday}, ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** "09:05". */
export function writeTime(wall: number): string {
  return new Date(wall).toISOString().slice(11, 16);
}

/** "09:05:30". */
export function writeSeconds(wall: number): string {
  return new Date(wall).toISOString().slice(11, 19);
}

/** "2027-01-07". */
export function isoDate(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** "Thursday, 7 January at 09:05", with the year when it is not the present one. */
export function writeMoment(at: number, now: number, utcOffset: UtcOffset): string {
  const wall = wallClock(at, utcOffset);
  const thisYear = new Date(wallClock(now, utcOffset)).getUTCFullYear();
  const sameYear = new Date(wall).getUTCFullYear() === thisYear;
  return `${sameYear ? writeDay(wall) : writeDate(wall)} at ${writeTime(wall)}`;
}

/** Midnight at the beginning of the day. */
export function startOfDay(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}
