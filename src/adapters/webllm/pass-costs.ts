/**
 * Chooses between one pass over several tokens and a pass for each. Kernels for many tokens compute whole tiles (of
 * about 32): without a graphics card a tile takes as long as 6 single tokens, with one hardly longer than one. So
 * both are timed; the shortest time is what it costs, the others waited for something.
 */
export class PassCosts {
  #single = Infinity;
  #several = 0;

  /** `milliseconds` of a pass over `tokens`. */
  note(tokens: number, milliseconds: number): void {
    if (tokens === 1) this.#single = Math.min(this.#single, milliseconds);
    else this.#several = Math.min(this.#several || Infinity, milliseconds);
  }

  areCheaperSingly(tokens: number): boolean {
    return tokens > 1 && tokens * this.#single < this.#several;
  }
}
