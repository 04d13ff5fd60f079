import { readAnswer, type Answer } from '../conversation/answer';
import { readResultQuestion } from '../conversation/earlier-result';
import { readRepeat, readSame, type Repeat } from '../conversation/follow-up';
import { readTakeBack, type TakeBack } from '../conversation/take-back';
import type { Episode } from '../memory/episode';
import type { Tool } from '../tools/tool';

/** How a message hangs together with the conversation before it. */
export type Reading =
  | ({ readonly type: 'take-back' } & TakeBack)
  | { readonly type: 'quote'; readonly target: Episode }
  | Answer
  | Repeat
  | { readonly type: 'request' };

/** Characters: what refers to something before is short, and a long text would keep the rules busy. */
const longestReference = 400;

/**
 * Reads a message against the conversation (oldest first). Rules come before the model: what they do not
 * recognise is a request of its own.
 */
export function readMessage(
  text: string,
  history: readonly Episode[],
  tools: readonly Tool[],
): Reading {
  if (text.length > longestReference) return { type: 'request' };
  const answer = readAnswer(text, history, tools);
  if (answer) return answer;
  const back = readTakeBack(text, history);
  if (back) return { type: 'take-back', ...back };
  const target = readResultQuestion(text, history);
  if (target) return { type: 'quote', target };
  const repeat = readRepeat(text, history, tools);
  if (repeat) return repeat;
  const same = readSame(text, history, tools);
  return same ? { type: 'quote', target: same } : { type: 'request' };
}
