import type { AppState } from './app-state';
import type { StateHolder } from './state-holder';

/** Tells when nobody has wanted the language model for a while, and for how long that lasts. */
export class Quiet {
  readonly #isQuiet: (state: AppState) => boolean;
  readonly #after: number;
  readonly #stop: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #now: AbortController | null = null;
  #waiting: ((signal: AbortSignal) => void)[] = [];

  /** `after`: milliseconds without anything that is not quiet. */
  constructor(holder: StateHolder, isQuiet: (state: AppState) => boolean, after: number) {
    this.#isQuiet = isQuiet;
    this.#after = after;
    this.#stop = holder.subscribe((state) => this.#look(state));
    this.#look(holder.state);
  }

  /** Resolves when it is quiet; the signal aborts when that ends. Never resolves after `close`. */
  wait(): Promise<AbortSignal> {
    const now = this.#now;
    if (now) return Promise.resolve(now.signal);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#stop();
    this.#disturb();
  }

  #look(state: AppState): void {
    if (!this.#isQuiet(state)) this.#disturb();
    else if (!this.#now) this.#timer ??= setTimeout(() => this.#begin(), this.#after);
  }

  #begin(): void {
    this.#timer = null;
    this.#now = new AbortController();
    for (const resolve of this.#waiting.splice(0)) resolve(this.#now.signal);
  }

  #disturb(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#now?.abort();
    this.#now = null;
  }
}
