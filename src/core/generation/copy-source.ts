/** Longest end of the written text that is looked up. */
const longestTail = 48;
/** Longest text that is proposed: more than that is never verified at once. */
const longestCopy = 48;
/** A tail of less than this must be a whole word, or it occurs by chance. */
const shortestPart = 3;

/**
 * What a text may be copied from: the prompt (prompt lookup decoding, Saxena 2023). Matched as text, not as
 * tokens: `call` after a quote and ` call` after a space are different tokens.
 */
export class CopySource {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** Texts that may come after `written`, the likeliest first. Most are wrong; the model decides. */
  continuations(written: string): string[] {
    const quoted = written.slice(written.lastIndexOf('"') + 1);
    const guesses = [this.#after(quoted), this.#after(written), this.#alike(written)];
    return guesses.filter((guess) => guess !== '');
  }

  /** What followed the longest end of `tail` where it was last read; empty when it was not. */
  #after(tail: string): string {
    const shortest = Math.max(0, tail.length - longestTail);
    for (let start = shortest; start < tail.length; start++) {
      const part = tail.slice(start);
      if (part.length < shortestPart && !startsWord(tail, start)) continue;
      const at = this.#last(part, startsWord(tail, start));
      if (at !== -1) return this.#copy(at + part.length);
    }
    return '';
  }

  /**
   * Where a value begins: what `"text": "` was followed by in an example stood in that example's request after
   * some word; the same word in the last request is where this value may begin.
   */
  #alike(written: string): string {
    const key = /"[^"]*": "?$/u.exec(written)?.[0];
    if (key === undefined) return '';
    for (
      let at = this.#source.lastIndexOf(key);
      at > 0;
      at = this.#source.lastIndexOf(key, at - 1)
    ) {
      const start = at + key.length;
      const value = /^[^"},]+/u.exec(this.#source.slice(start, start + longestCopy))?.[0];
      const read = value === undefined ? -1 : this.#source.lastIndexOf(value, at - 1);
      const word = /\S+\s$/u.exec(
        this.#source.slice(Math.max(0, read - longestCopy), Math.max(0, read)),
      )?.[0];
      if (word === undefined) continue;
      const again = this.#last(word, true);
      if (again > start) return this.#copy(again + word.length);
    }
    return '';
  }

  /** The last place of `part`; at the beginning of a word if `whole`. -1 when there is none. */
  #last(part: string, whole: boolean): number {
    let at = this.#source.lastIndexOf(part);
    while (whole && at > 0 && !startsWord(this.#source, at)) {
      at = this.#source.lastIndexOf(part, at - 1);
    }
    return at;
  }

  /** The text from `start` to the line's end, at most `longestCopy` characters. */
  #copy(start: number): string {
    const text = this.#source.slice(start, start + longestCopy);
    const end = text.indexOf('\n');
    return end === -1 ? text : text.slice(0, end);
  }
}

/** True when no letter or digit comes before `at`. */
function startsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!);
}
