const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });

/** Days from `now`'s calendar day to `at`'s: -1 is yesterday, whatever the hour. */
function calendarDays(at: number, now: number): number {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  // Rounded, because a day with a clock change has 23 or 25 hours.
  return Math.round((midnight(at) - midnight(now)) / (24 * HOUR));
}

/**
 * A past time: "just now", "5 min ago", "yesterday 14:20", "12 May", "12 May 2024"; in ms since the epoch.
 * What seems to lie ahead is just now: the page's clock ticks twice a minute.
 */
export function relativeTime(at: number, now: number): string {
  const distance = now - at;
  const days = calendarDays(at, now);
  if (distance < MINUTE) return 'just now';
  if (distance < HOUR) return `${Math.round(distance / MINUTE)}\u00a0min ago`;
  if (days === 0 || distance < 6 * HOUR) return `${Math.round(distance / HOUR)}\u00a0h ago`;
  if (days === -1) return `yesterday ${clock.format(at)}`;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day : dayOfYear).format(at);
}

/** The exact local time, for the tooltip: "Tuesday 12 May 2026 at 14:20:05". */
export function exactTime(at: number): string {
  return exact.format(at);
}

/** When something is due: "09:00" today, "tomorrow 09:00", "12 May, 09:00" on any other day. */
export function dueTime(at: number, now: number): string {
  const days = calendarDays(at, now);
  if (days === 0) return clock.format(at);
  if (days === 1) return `tomorrow ${clock.format(at)}`;
  return dayAndTime(at);
}

/** "12 May, 09:00", for rows of a table. */
export function dayAndTime(at: number): string {
  return `${day.format(at)}, ${clock.format(at)}`;
}
