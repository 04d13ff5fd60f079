import { ApprenticeError } from '../core/errors/apprentice-error';

const lost: readonly string[] = ['worker-lost', 'engine-lost'];

/** After this nothing more comes of the service: its worker is gone, or the graphics card that it computed on. */
export function isLost(error: unknown): boolean {
  return error instanceof ApprenticeError && lost.includes(error.code);
}

/**
 * A service behind a worker that may die. It is started at the first use and again after it was lost; the
 * call that noticed the loss fails with its sentence, the next one finds a fresh worker.
 */
export class WorkerHost<T> {
  readonly #start: () => Promise<T>;
  readonly #end: (service: T) => void;
  #current: Promise<T> | null = null;

  /** `end` stops a service that is no longer wanted. */
  constructor(start: () => Promise<T>, end: (service: T) => void = () => undefined) {
    this.#start = start;
    this.#end = end;
  }

  /** Rejects with what prevented the start; a later call tries again. */
  start(): Promise<T> {
    if (this.#current) return this.#current;
    const starting = this.#start();
    this.#current = starting;
    starting.catch(() => {
      if (this.#current === starting) this.#current = null;
    });
    return starting;
  }

  async use<R>(work: (service: T) => Promise<R>): Promise<R> {
    const starting = this.start();
    try {
      return await work(await starting);
    } catch (error) {
      if (isLost(error) && this.#current === starting) this.end();
      throw error;
    }
  }

  /** Ends the service, also one that is still starting; the next use starts it anew. */
  end(): void {
    const ending = this.#current;
    this.#current = null;
    ending?.then(this.#end, () => undefined);
  }
}
