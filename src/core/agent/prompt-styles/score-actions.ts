import { logSumExp } from '../../generation/sampling';
import type { Prompt, TextGenerator } from '../../ports/text-generator';
import type { Action } from '../actions';
import type { PromptStyle } from './prompt-style';

/** The prompt of a decision. `varying`: these actions are chosen for this request, so only the opening is worth keeping computed. */
export function decisionPrompt(
  style: PromptStyle,
  actions: readonly Action[],
  request: string,
  varying = false,
): Prompt {
  const { opening } = style;
  const introduced = style.introduce(actions);
  const asked = style.ask(request);
  return varying
    ? { prefix: opening, suffix: introduced + asked }
    : { prefix: opening + introduced, suffix: asked };
}

/**
 * Natural-log probability of each action under the language model, in the order of the actions, normalised over them.
 * Where a style has several continuations for an action, that they are written at all counts.
 */
export async function scoreActions(
  generator: Pick<TextGenerator, 'scoreChoices'>,
  style: PromptStyle,
  actions: readonly Action[],
  request: string,
  { varying = false, signal }: { readonly varying?: boolean; readonly signal?: AbortSignal } = {},
): Promise<number[]> {
  const continuations = style.continuations(actions);
  const prompt = decisionPrompt(style, actions, request, varying);
  const texts = continuations.map(({ text }) => text);
  const scores = await generator.scoreChoices(prompt, texts, signal);
  return actions.map(({ id }) => {
    const own = scores.filter((_, i) => continuations[i].action === id);
    return own.length === 1 ? own[0] : logSumExp(own);
  });
}
