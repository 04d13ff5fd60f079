import type { GrammarCompiler, GrammarMatcher } from '../ports/grammar';
import type { JsonSchema } from '../tools/json-schema';
import { byteAlphabet } from './byte-alphabet';

/** A grammar of a fixed list of texts, whatever the schema, for a vocabulary in the byte alphabet. Slow. */
export class FakeGrammarCompiler implements GrammarCompiler {
  /** What it was asked to compile. */
  readonly schemas: JsonSchema[] = [];
  /** Matchers disposed of. */
  disposed = 0;
  /** In the byte alphabet: grammars work on bytes, and a choice may fall inside a character. */
  readonly #texts: readonly string[];
  readonly #pieces: readonly string[];

  constructor(texts: readonly string[], pieces: readonly string[]) {
    this.#texts = texts.map(toLetters);
    this.#pieces = pieces;
  }

  compile(schema: JsonSchema): Promise<GrammarMatcher> {
    this.schemas.push(schema);
    let written = '';
    /** What was written before each accepted token. */
    const before: string[] = [];
    const fitting = (beginning: string) => this.#texts.filter((text) => text.startsWith(beginning));
    const allows = (token: number): boolean => {
      const piece = this.#pieces[token]!;
      return piece !== '' && fitting(written + piece).length > 0;
    };
    return Promise.resolve({
      mask: () => {
        const mask = new Int32Array(Math.ceil(this.#pieces.length / 32));
        for (let token = 0; token < this.#pieces.length; token++) {
          if (allows(token)) mask[token >> 5]! |= 1 << (token & 31);
        }
        return Promise.resolve(mask);
      },
      accept: (token) => {
        const allowed = allows(token);
        if (!allowed) return false;
        before.push(written);
        written += this.#pieces[token]!;
        return true;
      },
      rollback: (count) => {
        written = before.splice(before.length - count)[0] ?? written;
      },
      isTerminated: () => this.#texts.includes(written) && fitting(written).length === 1,
      jumpForward: () => toText(commonBeginning(fitting(written)).slice(written.length)),
      dispose: () => void this.disposed++,
    });
  }

  dispose(): void {}
}

function toLetters(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => byteAlphabet[byte]).join('');
}

function toText(letters: string): string {
  const bytes = [...letters].map((letter) => byteAlphabet.indexOf(letter));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function commonBeginning(texts: readonly string[]): string {
  const [first = ''] = texts;
  let length = 0;
  while (length < first.length && texts.every((text) => text[length] === first[length])) length++;
  return first.slice(0, length);
}
