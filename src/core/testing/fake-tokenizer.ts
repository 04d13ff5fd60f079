import { byteAlphabet } from './byte-alphabet';

const special = ['<|start|>', '<|end|>'];

/** A byte-level tokenizer: special tokens, then one token a byte, then longer pieces; the longest match wins. */
export class FakeTokenizer {
  readonly size: number;
  readonly specialTokens: readonly number[] = special.map((_, token) => token);
  readonly #pieces: readonly string[];
  readonly #byLength: readonly (readonly [piece: string, token: number])[];

  constructor(longer: readonly string[]) {
    this.#pieces = [...special.map(() => ''), ...byteAlphabet, ...longer];
    this.size = this.#pieces.length;
    this.#byLength = this.#pieces
      .map((piece, token) => [piece, token] as const)
      .filter(([piece]) => piece !== '')
      .sort(([a], [b]) => b.length - a.length);
  }

  pieces(): string[] {
    return [...this.#pieces];
  }

  encode(text: string): Int32Array {
    const parts = text.split(/(<\|start\|>|<\|end\|>)/);
    return Int32Array.from(
      parts.flatMap((part) =>
        special.includes(part) ? [special.indexOf(part)] : this.#split(part),
      ),
    );
  }

  decode(tokens: ArrayLike<number>): string {
    const letters = Array.from(tokens, (token) => [...this.#pieces[token]!]).flat();
    return new TextDecoder().decode(
      Uint8Array.from(letters, (letter) => byteAlphabet.indexOf(letter)),
    );
  }

  #split(text: string): number[] {
    const letters = [...new TextEncoder().encode(text)].map((byte) => byteAlphabet[byte]).join('');
    const tokens: number[] = [];
    for (let at = 0; at < letters.length;) {
      const [piece, token] = this.#byLength.find(([candidate]) =>
        letters.startsWith(candidate, at),
      )!;
      tokens.push(token);
      at += piece.length;
    }
    return tokens;
  }
}
