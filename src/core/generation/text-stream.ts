import type { LanguageModel } from '../ports/language-model';

/** A character has at most four UTF-8 bytes: what is still broken after four tokens is broken for good. */
const heldTokens = 4;

/**
 * Turns tokens into text as they come. Text is held back while its last character is incomplete (an emoji is
 * two to four tokens), so that no delta ends in U+FFFD that later tokens would mend.
 */
export class TextStream {
  readonly #decode: (tokens: number[]) => string;
  readonly #onDelta: (text: string) => void;
  /** Tokens since the last point where characters were complete, after the few before it. */
  #window: number[] = [];
  #shown = 0;
  #held = 0;
  #text = '';

  constructor(model: Pick<LanguageModel, 'decode'>, onDelta: (text: string) => void) {
    this.#decode = (tokens) => model.decode(tokens);
    this.#onDelta = onDelta;
  }

  get text(): string {
    return this.#text;
  }

  push(token: number): void {
    this.#window.push(token);
    this.#held++;
    const text = this.#decode(this.#window);
    if (text.endsWith('\uFFFD') && this.#held < heldTokens) return;
    this.#emit(text);
  }

  /** Gives out what was held back, broken or not. */
  end(): void {
    if (this.#held > 0) this.#emit(this.#decode(this.#window));
  }

  #emit(text: string): void {
    const delta = text.slice(this.#shown);
    // Some tokenizers write a leading space only after another token, so the newest tokens stay as context.
    this.#window = this.#window.slice(-this.#held);
    this.#shown = this.#decode(this.#window).length;
    this.#held = 0;
    this.#text += delta;
    if (delta !== '') this.#onDelta(delta);
  }
}
