import type { Grammar } from '../generation/drafts';
import { forcedTokens } from '../generation/forced-tokens';
import { applyMask } from '../generation/mask';
import { argmax } from '../generation/sampling';
import type { LanguageModel } from '../ports/language-model';

export interface PlainText {
  readonly tokens: readonly number[];
  /** By how much each token's logit led the next best that was allowed; Infinity for forced tokens. */
  readonly leads: readonly number[];
  readonly passes: number;
}

/**
 * What generation is compared with: greedy, one token a forward pass, after the model's present cache. Where the
 * grammar forces a text it is written in the tokenizer's own tokens (`canonical`), or in those the model likes.
 */
export async function plainLoop(
  model: LanguageModel,
  prompt: Int32Array,
  { matcher, pieces }: Grammar,
  canonical: boolean,
): Promise<PlainText> {
  const tokens: number[] = [];
  const leads: number[] = [];
  let passes = 0;
  let next = prompt;
  const write = (token: number, lead: number): void => {
    tokens.push(token);
    leads.push(lead);
    next = Int32Array.of(token);
  };

  for (;;) {
    if (canonical) {
      for (const token of await forcedTokens(model, pieces, matcher)) {
        await model.forward(next);
        passes++;
        write(token, Infinity);
      }
    }
    if (matcher.isTerminated()) return { tokens, leads, passes };
    const logits = (await model.forward(next)).slice();
    passes++;
    applyMask(logits, await matcher.mask());
    const token = argmax(logits);
    const best = logits[token]!;
    logits[token] = -Infinity;
    write(token, best - logits[argmax(logits)]!);
    if (!matcher.accept(token)) throw new RangeError('the grammar allows nothing');
  }
}
