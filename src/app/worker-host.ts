import { hasCode } from '../core/errors/apprentice-error';

/**
 * A service behind a worker that may die. It is started at the first use and again after it was lost; the
 * call that noticed the loss fails with its sentence, the next one finds a fresh worker.
 */
export class WorkerHost<T> {
  readonly #start: () => Promise<T>;
  #current: Promise<T> | null = null;

  constructor(start: () => Promise<T>) {
    this.#start = start;
  }

  /** Rejects with what prevented the start; a later call tries again. */
  start(): Promise<T> {
    if (this.#current) return this.#current;
    const starting = this.#start();
    this.#current = starting;
    starting.catch(() => this.#drop(starting));
    return starting;
  }

  async use<R>(work: (service: T) => Promise<R>): Promise<R> {
    const starting = this.start();
    try {
      return await work(await starting);
    } catch (error) {
      if (hasCode(error, 'worker-lost')) this.#drop(starting);
      throw error;
    }
  }

  #drop(lost: Promise<T>): void {
    if (this.#current === lost) this.#current = null;
  }
}
