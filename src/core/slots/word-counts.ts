/** Counts are whole tenths, so that taking out what was put in leaves no trace: calls count by their trust. */
const UNIT = 10;

/** Counts of words, with what a new word is worth (Witten & Bell, 1991): half where every word so far was new. */
export class WordCounts {
  readonly #counts = new Map<string, number>();
  #total = 0;

  add(word: string, by: number): void {
    const units = Math.round(UNIT * by);
    const count = (this.#counts.get(word) ?? 0) + units;
    if (count > 0) this.#counts.set(word, count);
    else this.#counts.delete(word);
    this.#total += units;
  }

  /** log p(word), backing off to `base`; `base` itself before anything was counted. */
  logProbability(word: string, base: number): number {
    const fresh = Math.max(1, this.#counts.size);
    const count = (this.#counts.get(word) ?? 0) / UNIT;
    return Math.log((count + fresh * base) / (this.#total / UNIT + fresh));
  }

  /** Share of all words, each counted once more than it was seen; never 0. */
  share(word: string): number {
    const count = (this.#counts.get(word) ?? 0) / UNIT;
    return (count + 1) / (this.#total / UNIT + this.#counts.size + 1);
  }
}
