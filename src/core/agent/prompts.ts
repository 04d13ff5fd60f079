import { understood, type Episode } from '../memory/episode';
import type { ChatMessage } from '../ports/language-model';
import type { Prompt } from '../ports/text-generator';
import type { Tool, ToolArguments } from '../tools/tool';
import type { Action } from './actions';
import { mostAlike } from './most-alike';

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
const decidingWords = 60;
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

/** The text that precedes every choice: one example request per action, the same for all requests. */
export function decisionPrefix(actions: readonly Action[]): string {
  const shown = actions.map(({ id, examples }) => `Request: ${examples[0]}\nTool: ${id}\n\n`);
  return `Choose the tool for each request.\n\n${shown.join('')}`;
}

/** The choices follow this prompt, each with a leading space. */
export function decisionPrompt(prefix: string, request: string): Prompt {
  return { prefix, suffix: `Request: ${beginning(request, decidingWords)}\nTool:` };
}

export function choicesOf(actions: readonly Action[]): string[] {
  return actions.map(({ id }) => ` ${id}`);
}

/** JSON in the spacing that the grammar writes: `{"text": "milk", "count": 2}`. */
export function writeArguments(values: ToolArguments): string {
  const entries = Object.entries(values).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{${entries.join(', ')}}`;
}

function writeExample({ request, arguments: values }: ExampleCall): string {
  return `Request: ${request}\nArguments:\n${writeArguments(values)}\n\n`;
}

/**
 * Prompt for a call's arguments: the tool's own examples, the one most like the request once more, calls that the
 * user confirmed, then the request: a small model imitates what it read last.
 */
export function argumentsPrompt(
  tool: Tool,
  request: string,
  recalled: readonly ExampleCall[],
): Prompt {
  const near = mostAlike(tool.examples, request);
  const shown = near ? [near, ...recalled] : recalled;
  return {
    prefix: `${tool.description}\n\n${tool.examples.map(writeExample).join('')}`,
    suffix: `${shown.map(writeExample).join('')}Request: ${beginning(request, readableWords)}\nArguments:\n`,
  };
}

export interface ReplyPrompt {
  readonly messages: readonly ChatMessage[];
  /** Of the last turns, those that are too long to be read again: left out whole, never cut. */
  readonly leftOut: number;
}

/** Messages for an answer in words: the system text, the last turns, the request (from its beginning where it is long). */
export function replyMessages(
  system: string,
  history: readonly Episode[],
  request: string,
): ReplyPrompt {
  const last = history.filter((episode) => episode.status === 'done').slice(-historyTurns);
  const readable = last.filter(
    (episode) => !isReadInPart(episode.request) && !isReadInPart(answerOf(episode)),
  );
  const earlier = readable.flatMap((episode): ChatMessage[] => [
    { role: 'user', content: understood(episode) },
    { role: 'assistant', content: answerOf(episode) },
  ]);
  return {
    messages: [
      { role: 'system', content: system },
      ...earlier,
      { role: 'user', content: beginning(request, readableWords) },
    ],
    leftOut: last.length - readable.length,
  };
}

const answerOf = ({ editedReply, reply }: Episode) => editedReply ?? reply;
