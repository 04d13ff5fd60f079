import { engineError } from '../../core/errors/engine-error';
import type { LanguageModel } from '../../core/ports/language-model';

/** Letters whose next any language model knows: six tokens, because a processor that plays a card takes 12 s for each. */
const letters = 'A B C D E F';
const next = 'G';

/** Throws `engine-wrong` when the card computes other than it should: drivers have been seen to. Leaves the cache empty. */
export async function probeCard(model: LanguageModel, title: string): Promise<void> {
  const row = await model.forward(model.encode(letters));
  let best = 0;
  for (let token = 0; token < row.length; token++) {
    if (!Number.isFinite(row[token])) throw engineError('engine-wrong', title);
    if (row[token]! > row[best]!) best = token;
  }
  if (model.decode([best]).trim() !== next) throw engineError('engine-wrong', title);
  await model.truncate(0);
}
