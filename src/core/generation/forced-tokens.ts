import type { GrammarMatcher } from '../ports/grammar';
import type { LanguageModel } from '../ports/language-model';
import { allowedTokens } from './mask';

/**
 * The tokens that the grammar forces next (jump-forward decoding, Zheng et al. 2024, "SGLang"), already
 * accepted by `matcher`. They ride along with the next forward pass instead of taking one each.
 * The last one is left to the model when it may also be the beginning of a longer token ("token healing"):
 * the model has learned to write `buy` as one token, not as `b` and `uy`.
 */
export async function forcedTokens(
  model: LanguageModel,
  pieces: readonly string[],
  matcher: GrammarMatcher,
): Promise<number[]> {
  const accepted: number[] = [];
  const forced = matcher.jumpForward();
  if (forced === '') return accepted;
  const tokens = model.encode(forced);
  for (const [index, token] of tokens.entries()) {
    const last = index === tokens.length - 1;
    if (last && (await mayGrow(token, pieces, matcher))) break;
    // Where the forced text ends inside a character its last token is not what the grammar means.
    if (!matcher.accept(token)) break;
    accepted.push(token);
  }
  return accepted;
}

/** True when the grammar also allows a token that begins with `token` and goes on. */
async function mayGrow(
  token: number,
  pieces: readonly string[],
  matcher: GrammarMatcher,
): Promise<boolean> {
  const piece = pieces[token]!;
  for (const other of allowedTokens(await matcher.mask())) {
    const longer = pieces[other]!;
    if (longer.length > piece.length && longer.startsWith(piece)) return true;
  }
  return false;
}
