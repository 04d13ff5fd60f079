import type { Batch } from '../../core/ports/store';

/** Counts up, always past every sequence number it was shown. */
export class Sequence {
  #last: number;

  constructor(last: number) {
    this.#last = last;
  }

  /** The largest number given out or seen. */
  get last(): number {
    return this.#last;
  }

  next(): number {
    return ++this.#last;
  }

  see(records: readonly { readonly sequence: number }[] | undefined): void {
    for (const { sequence } of records ?? []) this.#last = Math.max(this.#last, sequence);
  }

  seeBatch({ episodes, signals, snapshots }: Batch): void {
    for (const records of [episodes, signals, snapshots]) this.see(records);
  }
}
