import type { ActionId } from '../memory/episode';
import type { TextGenerator } from '../ports/text-generator';
import type { Action } from './actions';
import type { PromptStyle } from './prompt-styles/prompt-style';
import { scoreActions } from './prompt-styles/score-actions';
import { EXHAUSTIVE, shortlist } from './shortlist';

/** The language model whose opinion is asked for, and how it is asked. */
export interface Adviser {
  readonly generator: Pick<TextGenerator, 'scoreChoices'>;
  readonly style: PromptStyle;
  /** False: it has no say, so every action is as likely to it. */
  readonly isAsked: boolean;
}

export interface Opinion {
  /** log p of every action, nat. */
  readonly scores: ReadonlyMap<ActionId, number>;
  /** Actions that it was not asked about; they have the lowest score of the others. */
  readonly unasked: readonly ActionId[];
}

/**
 * What the language model would do. With more than 16 actions it is asked about the likeliest only; those shown change
 * from request to request then, and only what stands before them is worth keeping computed.
 */
export async function askLanguageModel(
  { generator, style, isAsked }: Adviser,
  actions: readonly Action[],
  request: string,
  similarities: ReadonlyMap<ActionId, number>,
  signal?: AbortSignal,
): Promise<Opinion> {
  const ids = actions.map(({ id }) => id);
  const varying = ids.length > EXHAUSTIVE;
  const shown = varying ? shortlist(ids, similarities) : new Set(ids);
  const asked = actions.filter(({ id }) => shown.has(id));
  const even = asked.map(() => -Math.log(asked.length));
  const said = isAsked
    ? await scoreActions(generator, style, asked, request, { varying, signal })
    : even;
  // A model that computes no numbers (overflow in half precision) has said nothing.
  const values = said.every(Number.isFinite) ? said : even;
  const scores = new Map(asked.map(({ id }, index) => [id, values[index]]));
  const lowest = Math.min(...values);
  const unasked = ids.filter((id) => !shown.has(id));
  for (const id of unasked) scores.set(id, lowest);
  return { scores, unasked };
}
