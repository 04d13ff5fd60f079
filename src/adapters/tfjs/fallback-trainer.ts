import { ApprenticeError, hasCode } from '../../core/errors/apprentice-error';
import type { Head } from '../../core/learning/snapshot';
import type { Trainer, TrainingOptions, TrainingSet } from '../../core/ports/trainer';

/** A backend that a trainer may compute with. */
export interface TrainerBackend {
  readonly name: string;
  /** Registers it; rejects where this device has none. Asked again only after a failure. */
  start(): Promise<unknown>;
  readonly trainer: Trainer;
  /** So slow that the user must have agreed. */
  readonly slow?: boolean;
}

type Fit = Parameters<Trainer['fit']>;

/**
 * Trains with the first of several backends, best first, that starts and computes rightly. One that is missing, that
 * fails its parity probe or that breaks down is left for the next, and `backend` says so. The next goes on from the last
 * checkpoint, which is on the CPU's side (the optimiser's moments begin anew). A slow backend is used only where
 * `allowCpu` says that the user agreed.
 */
export class FallbackTrainer implements Trainer {
  readonly #backends: readonly TrainerBackend[];
  /** Why a backend is not used any more, by name. */
  readonly #left = new Map<string, string>();
  /** WASM can't be given its file twice. */
  readonly #started = new Map<string, Promise<unknown>>();
  #used: string;

  constructor(backends: readonly TrainerBackend[]) {
    this.#backends = backends;
    this.#used = backends[0].name;
  }

  /** "wasm", or "wasm, because webgpu computes wrongly here". */
  get backend(): string {
    const reasons = [...this.#left].map(([name, reason]) => `${name} ${reason}`);
    return [this.#used, ...(reasons.length > 0 ? [`because ${reasons.join(' and ')}`] : [])].join(
      ', ',
    );
  }

  async fit(
    set: TrainingSet,
    start: Head | null,
    options: TrainingOptions,
    onProgress: Fit[3],
    signal?: AbortSignal,
  ): Promise<Head> {
    const usable = this.#backends.filter(({ name }) => !this.#left.has(name));
    let last: unknown = null;
    let reached: { readonly head: Head | null; readonly step: number } = { head: start, step: 0 };
    for (const backend of usable.filter(({ slow }) => !slow || options.allowCpu)) {
      this.#used = backend.name;
      try {
        await this.#start(backend);
        const { head, step: done } = reached;
        const left: TrainingOptions = {
          ...options,
          steps: options.steps - done,
          onCheckpoint: (checkpoint) => (reached = { ...checkpoint, step: done + checkpoint.step }),
        };
        const report: Fit[3] = (progress) =>
          onProgress({ ...progress, step: done + progress.step, steps: options.steps });
        return await backend.trainer.fit(set, head, left, report, signal);
      } catch (error) {
        // What is wrong with the data or wanted by the user is so on every backend.
        if (hasCode(error, 'cancelled') || hasCode(error, 'not-finite')) throw error;
        this.#left.set(backend.name, reasonOf(error));
        last = error;
      }
    }
    // A later try may find a device that was busy or a file that was not there yet.
    this.#left.clear();
    throw slowOnly(last);
  }

  async #start({ name, start }: TrainerBackend): Promise<void> {
    const starting = this.#started.get(name) ?? start();
    this.#started.set(name, starting);
    try {
      await starting;
    } catch (error) {
      this.#started.delete(name);
      throw error;
    }
  }
}

function reasonOf(error: unknown): string {
  if (hasCode(error, 'trainer-mismatch')) return 'computes wrongly here';
  return hasCode(error, 'trainer-unavailable') ? 'is missing here' : 'broke down';
}

/** Nothing that may be used works. */
function slowOnly(cause: unknown): ApprenticeError {
  return new ApprenticeError(
    'trainer-unavailable',
    'This browser can’t train fast: WebAssembly with SIMD is missing or computes wrongly. Nothing was trained or changed, and corrections apply at once; use a newer browser, or allow slow training on the Learning page.',
    { cause },
  );
}
