import type { JsonSchema } from '../tools/json-schema';

/** Follows one text through a grammar, token by token. It is used up when the grammar has ended. */
export interface GrammarMatcher {
  /** Bit `i % 32` of word `i >> 5` is set when token `i` may come next. Valid until the next call. */
  mask(): Promise<Int32Array>;
  /** Moves on by one token. False when the grammar does not allow it; then nothing has changed. */
  accept(token: number): boolean;
  /** Takes back the last `count` accepted tokens. */
  rollback(count: number): void;
  /** The text is complete; nothing may follow. */
  isTerminated(): boolean;
  /**
   * Text that must come next whatever the model says; empty when there is a choice. Its last character may be
   * wrong where the choice falls inside a character's UTF-8 bytes: `accept` is what counts.
   */
  jumpForward(): string;
  dispose(): void;
}

/** Compiles grammars for the vocabulary of one language model. */
export interface GrammarCompiler {
  /** JSON in one line, properties in the schema's order, `": "` and `", "` as separators. */
  compile(schema: JsonSchema): Promise<GrammarMatcher>;
  dispose(): void;
}
