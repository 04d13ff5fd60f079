import type { Clock } from '../../core/ports/clock';

/** The device's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Minutes to add to UTC for the device's own time at a moment (daylight saving included). */
export function utcOffset(at: number): number {
  return -new Date(at).getTimezoneOffset();
}
