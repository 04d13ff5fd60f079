import type { GrammarMatcher } from '../ports/grammar';
import type { LanguageModel } from '../ports/language-model';
import type { CopySource } from './copy-source';
import { forcedTokens } from './forced-tokens';
import { isAllowed } from './mask';

/** Choices that are guessed for one pass: each costs a position and its logits, and is wrong more often than the last. */
const mostGuesses = 6;

/** A grammar with the vocabulary it is for. */
export interface Grammar {
  readonly matcher: GrammarMatcher;
  readonly pieces: readonly string[];
}

/** A token that is read before the model was asked for it. */
export interface DraftStep {
  readonly token: number;
  /** What the grammar allows here; null where it forces the token, so that the model need not be asked. */
  readonly mask: Int32Array | null;
}

/**
 * Guesses what comes after `written`, as far as the source goes and the grammar allows. The matcher has accepted
 * every token of the draft: the caller rolls back what the model does not want.
 */
export async function draft(
  model: LanguageModel,
  grammar: Grammar,
  source: CopySource,
  written: string,
): Promise<DraftStep[]> {
  const { matcher, pieces } = grammar;
  const steps: DraftStep[] = [];
  let text = written;
  let copy: number[] = [];
  const add = (token: number, mask: Int32Array | null): void => {
    steps.push({ token, mask });
    text += model.decode([token]);
  };

  for (let guesses = 0; guesses < mostGuesses && !matcher.isTerminated(); guesses++) {
    const mask = (await matcher.mask()).slice();
    const allowed = (token: number | undefined) => token !== undefined && isAllowed(mask, token);
    if (!allowed(copy[0]))
      copy = proposals(model, source, text).find(([token]) => allowed(token)) ?? [];
    const token = copy.shift();
    if (token === undefined || !matcher.accept(token)) break;
    add(token, mask);
    const forced = await forcedTokens(model, pieces, matcher);
    for (const next of forced) add(next, null);
    // What was forced may have gone on with the copy, in tokens of its own: look again.
    if (forced.length > 0) copy = [];
  }
  return steps;
}

function proposals(model: LanguageModel, source: CopySource, text: string): number[][] {
  return source.continuations(text).map((guess) => [...model.encode(guess)]);
}
