import { understood, type Episode } from '../memory/episode';
import type { ChatMessage } from '../ports/language-model';
import type { ToolArguments } from '../tools/tool';
import { taughtAnswer } from './finish-reply';
import { safeText } from './prompt-styles/safe-text';

/** A request and the call that answered it. */
export interface ExampleCall {
  readonly request: string;
  readonly arguments: ToolArguments;
}

/**
 * Words of a request that the model reads. Prefill slows down with length (75 tokens/s at 500 tokens on
 * WASM), so a longer message is read from its beginning, and the page says so.
 */
export const readableWords = 300;
/** A decision needs the gist only. */
export const decidingWords = 60;
/** Earlier turns that an answer in words sees. */
const historyTurns = 4;

/** Bytes that a word is counted as at least: scripts without spaces, and emoji, take up to a token a byte. */
const bytesPerWord = 8;

/** The first `words` words of a text, or as much as `words` words of 8 bytes are; white space folded. */
export function beginning(text: string, words: number): string {
  const folded = text.trim().split(/\s+/).slice(0, words).join(' ');
  let bytes = words * bytesPerWord;
  let end = 0;
  // By code points: half an emoji is no character.
  for (const character of folded) {
    bytes -= utf8Bytes(character.codePointAt(0) ?? 0);
    if (bytes < 0) break;
    end += character.length;
  }
  return folded.slice(0, end);
}

function utf8Bytes(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}

/** True when the agent reads only the beginning of a message; the page says so. */
export function isReadInPart(request: string): boolean {
  const folded = request.trim().split(/\s+/).join(' ');
  return beginning(request, readableWords).length < folded.length;
}

export interface ReplyPrompt {
  readonly messages: readonly ChatMessage[];
  /** Of the last turns, those that are too long to be read again: left out whole, never cut. */
  readonly leftOut: number;
}

/**
 * Messages for an answer in words: the system text, the last turns, the request (from its beginning where it is long). No
 * text in them can end its message or begin another: a chat template puts its own signs around them.
 */
export function replyMessages(
  system: string,
  history: readonly Episode[],
  request: string,
): ReplyPrompt {
  const last = history
    .flatMap((episode) => {
      const answer = episode.editedReply ?? taughtAnswer(episode.reply);
      return episode.status === 'done' && answer !== null ? [{ episode, answer }] : [];
    })
    .slice(-historyTurns);
  const readable = last.filter(
    ({ episode, answer }) => !isReadInPart(episode.request) && !isReadInPart(answer),
  );
  const earlier = readable.flatMap(({ episode, answer }): ChatMessage[] => [
    { role: 'user', content: safeText(understood(episode)) },
    { role: 'assistant', content: safeText(answer) },
  ]);
  return {
    messages: [
      { role: 'system', content: safeText(system) },
      ...earlier,
      { role: 'user', content: safeText(beginning(request, readableWords)) },
    ],
    leftOut: last.length - readable.length,
  };
}
