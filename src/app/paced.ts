import type { Clock } from '../core/ports/clock';

/** Shows the newest of many values at most once in `leastMs`, and the last one in any case: what comes after it may be long. */
export class Paced<T> {
  readonly #leastMs: number;
  readonly #clock: Clock;
  readonly #show: (value: T) => void;
  #shownAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(leastMs: number, clock: Clock, show: (value: T) => void) {
    this.#leastMs = leastMs;
    this.#clock = clock;
    this.#show = show;
  }

  push(value: T): void {
    this.stop();
    const wait = this.#shownAt + this.#leastMs - this.#clock.now();
    if (wait <= 0) this.#now(value);
    else this.#timer = setTimeout(() => this.#now(value), wait);
  }

  /** Drops what was not shown yet. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #now(value: T): void {
    this.#shownAt = this.#clock.now();
    this.#show(value);
  }
}
