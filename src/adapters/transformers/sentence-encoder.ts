import type { Encoder, SentenceState } from '../../core/ports/encoder';
import type { EncoderPass } from '../../core/ports/encoder-pass';
import type { ModelTokenizer } from '../../core/ports/model-tokenizer';
import { splitSentence } from './sentence-tokens';
import type { SentenceTokens } from './sentence-tokens';

export interface LoadedEncoder {
  readonly id: string;
  readonly hash: string;
  readonly tokenizer: ModelTokenizer;
  readonly pass: EncoderPass;
}

/** A BERT sentence encoder, pooled by the mean of its last layer. Use `loadEncoder` to get one. */
export class SentenceEncoder implements Encoder {
  readonly id: string;
  readonly hash: string;
  readonly dimensions: number;
  readonly wordDimensions: number;
  readonly #tokenizer: ModelTokenizer;
  readonly #pass: EncoderPass;

  constructor({ id, hash, tokenizer, pass }: LoadedEncoder) {
    this.id = id;
    this.hash = hash;
    this.dimensions = pass.dimensions;
    this.wordDimensions = pass.dimensions;
    this.#tokenizer = tokenizer;
    this.#pass = pass;
  }

  async embed(texts: readonly string[]): Promise<SentenceState[]> {
    return texts.map((text) => this.#state(text));
  }

  /** All of its memory is the collector's. */
  async dispose(): Promise<void> {}

  /** One text a pass: most of it is arithmetic, which padding would only add to. */
  #state(text: string): SentenceState {
    const sentence = splitSentence(text, this.#tokenizer, this.#pass.longest);
    const { last, words } = this.#pass.run(sentence.tokens);
    return {
      pooled: normalise(this.#mean(last, 0, sentence.tokens.length)),
      words: this.#wordStates(words, sentence),
    };
  }

  /** Mean of each word's pieces; zero for a word without any. */
  #wordStates(states: Float32Array, { words }: SentenceTokens): Float32Array {
    const rows = new Float32Array(words.length * this.dimensions);
    words.forEach(({ start, end }, index) => {
      if (end > start) rows.set(this.#mean(states, start, end), index * this.dimensions);
    });
    return rows;
  }

  #mean(states: Float32Array, start: number, end: number): Float32Array {
    const mean = new Float32Array(this.dimensions);
    for (let row = start; row < end; row++) {
      for (let i = 0; i < mean.length; i++) mean[i]! += states[row * mean.length + i]!;
    }
    return mean.map((sum) => sum / (end - start));
  }
}

function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}
