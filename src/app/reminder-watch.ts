import type { Clock } from '../core/ports/clock';
import type { Reminder } from '../core/tools/user-data';

/** Reminders whose time has come and which nobody has dismissed, the longest due first. */
export function dueReminders(reminders: readonly Reminder[], now: number): Reminder[] {
  return reminders
    .filter((reminder) => reminder.dismissedAt === null && reminder.dueAt <= now)
    .sort((a, b) => a.dueAt - b.dueAt);
}

/** Browsers clamp longer timers to 1 ms: 2^31 - 1 ms, almost 25 days. */
const longestTimer = 2 ** 31 - 1;

/** Calls back when the next reminder falls due; `watch` again whenever the reminders change. */
export class ReminderWatch {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  watch(reminders: readonly Reminder[]): void {
    clearTimeout(this.#timer);
    const now = this.#clock.now();
    const waiting = reminders.filter((r) => r.dismissedAt === null && r.dueAt > now);
    if (waiting.length === 0) return;
    const next = Math.min(...waiting.map((reminder) => reminder.dueAt));
    this.#timer = setTimeout(() => this.#onDue(), Math.min(next - now, longestTimer));
  }
}
