import { ApprenticeError } from '../errors/apprentice-error';
import type { ChatMessage, LanguageModel } from '../ports/language-model';

export interface FittedPrompt {
  readonly tokens: Int32Array;
  /** Turns that were left out: a user's message with what was answered. */
  readonly trimmed: number;
}

/**
 * The rendered conversation, without its oldest turns where it would not leave `room` tokens of the context for
 * the answer. System messages and the last turn always stay, and no message is cut.
 * Throws `request-too-long` when they alone do not fit.
 */
export function fitMessages(
  model: LanguageModel,
  messages: readonly ChatMessage[],
  room: number,
): FittedPrompt {
  const system = messages.filter(({ role }) => role === 'system');
  const turns = turnsOf(messages.filter(({ role }) => role !== 'system'));
  for (let trimmed = 0; trimmed < Math.max(1, turns.length); trimmed++) {
    const kept = [...system, ...turns.slice(trimmed).flat()];
    const tokens = model.encode(model.renderPrompt(kept));
    if (tokens.length + room <= model.contextLength) return { tokens, trimmed };
  }
  throw new ApprenticeError(
    'request-too-long',
    'Your message is longer than the language model can read at once. Nothing was changed; send a shorter one, or send it in parts.',
  );
}

/** Each turn begins with a user's message. */
function turnsOf(messages: readonly ChatMessage[]): ChatMessage[][] {
  const turns: ChatMessage[][] = [];
  for (const message of messages) {
    if (message.role === 'user' || turns.length === 0) turns.push([]);
    turns.at(-1)!.push(message);
  }
  return turns;
}
