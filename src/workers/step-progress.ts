import type { ShelfProgress } from '../core/ports/model-shelf';

/** Bytes of each step by what it is called, in the order in which they are done. */
type Steps = Readonly<Record<string, number>>;

/** Adds the progress of steps up to that of the whole. */
export class StepProgress {
  readonly #report: (progress: ShelfProgress) => void;
  readonly #steps: Steps;
  readonly #total: number;

  constructor(report: (progress: ShelfProgress) => void, steps: Steps) {
    this.#report = report;
    this.#steps = steps;
    this.#total = Object.values(steps).reduce((sum, bytes) => sum + bytes, 0);
  }

  /** `bytes` of the step `part` are done, and all of the steps before it. */
  at(part: string, bytes: number): void {
    let before = 0;
    for (const [step, size] of Object.entries(this.#steps)) {
      if (step === part) break;
      before += size;
    }
    const partTotal = this.#steps[part] ?? 0;
    const partLoaded = Math.min(partTotal, Math.round(bytes));
    this.#report({ loaded: before + partLoaded, total: this.#total, part, partLoaded, partTotal });
  }
}
