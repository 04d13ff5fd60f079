import type { Encoder, SentenceState } from '../ports/encoder';

/**
 * An encoder without a model: a word's state depends on its letters only, and a text's is the mean of its words',
 * so that texts with common words are similar. The texts that it was given are in `calls`.
 */
export class FakeEncoder implements Encoder {
  readonly id = 'fake';
  readonly hash = 'fake-encoder';
  readonly dimensions: number;
  readonly wordDimensions: number;
  readonly calls: string[][] = [];

  constructor(dimensions = 16) {
    this.dimensions = dimensions;
    this.wordDimensions = dimensions;
  }

  embed(texts: readonly string[]): Promise<SentenceState[]> {
    this.calls.push([...texts]);
    return Promise.resolve(texts.map((text) => this.#state(text)));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  #state(text: string): SentenceState {
    const states = text
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => this.#word(word.toLowerCase()));
    // The empty sentence has a state too.
    const parts = [this.#word('[empty]').map((x) => x / 8), ...states];
    const sum = parts.reduce((total, state) => total.map((x, i) => x + state[i]!));
    const length = Math.hypot(...sum);
    const words = Float32Array.from(states.flatMap((state) => [...state]));
    return { pooled: sum.map((x) => x / length), words };
  }

  #word(word: string): Float32Array {
    let state = 2166136261;
    for (const letter of word) state = Math.imul(state ^ letter.codePointAt(0)!, 16777619);
    return Float32Array.from({ length: this.dimensions }, () => {
      state = Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x9e3779b9;
      return (state >>> 8) / 2 ** 23 - 1;
    });
  }
}
