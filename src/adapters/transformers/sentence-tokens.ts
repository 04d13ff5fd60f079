import type { ModelTokenizer } from '../../core/ports/model-tokenizer';

export interface SentenceTokens {
  /** `[CLS]`, the pieces of all words, `[SEP]`. */
  readonly tokens: readonly number[];
  /** Where each word's pieces stand in `tokens`; empty for words without pieces or beyond the end. */
  readonly words: readonly { readonly start: number; readonly end: number }[];
}

/**
 * A text's word pieces with the words they belong to. BERT's tokenizer splits at white space before anything
 * else, so that the pieces of the words are the pieces of the text. At most `longest` tokens.
 */
export function splitSentence(
  text: string,
  tokenizer: Pick<ModelTokenizer, 'encode' | 'tokenId'>,
  longest: number,
): SentenceTokens {
  const tokens = [tokenizer.tokenId('[CLS]')];
  const words = text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => {
      const start = tokens.length;
      const room = longest - 1 - start;
      tokens.push(...tokenizer.encode(word).slice(0, Math.max(0, room)));
      return { start, end: tokens.length };
    });
  tokens.push(tokenizer.tokenId('[SEP]'));
  return { tokens, words };
}
