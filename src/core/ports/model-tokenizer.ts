import type { ChatMessage } from './language-model';

/** A model's own tokenizer and chat template. It knows no engine: whoever holds the files makes one for any of them. */
export interface ModelTokenizer {
  /** Tokens that are no text (`<|im_end|>`), ascending. */
  readonly specialTokens: readonly number[];
  encode(text: string): Int32Array;
  decode(tokens: ArrayLike<number>): string;
  /** Id of a piece. Throws a RangeError when there is none. */
  tokenId(piece: string): number;
  /** Piece of every token below `size`; empty for special tokens and unused ids. */
  pieces(size: number): string[];
  renderPrompt(messages: readonly ChatMessage[]): string;
}
