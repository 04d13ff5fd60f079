/** Counts of words, with what a new word is worth (Witten & Bell, 1991): half where every word so far was new. */
export class WordCounts {
  readonly #counts = new Map<string, number>();
  #total = 0;

  add(word: string, by: number): void {
    const count = (this.#counts.get(word) ?? 0) + by;
    if (count > 0) this.#counts.set(word, count);
    else this.#counts.delete(word);
    this.#total += by;
  }

  /** log p(word), backing off to `base`; `base` itself before anything was counted. */
  logProbability(word: string, base: number): number {
    const fresh = Math.max(1, this.#counts.size);
    return Math.log(((this.#counts.get(word) ?? 0) + fresh * base) / (this.#total + fresh));
  }

  /** Share of all words, each counted once more than it was seen; never 0. */
  share(word: string): number {
    return ((this.#counts.get(word) ?? 0) + 1) / (this.#total + this.#counts.size + 1);
  }
}
