import type { Episode } from '../memory/episode';
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

/** The first `words` words of a text, white space folded. */
export function beginning(text: string, words: number): string {
  return text.trim().split(/\s+/).slice(0, words).join(' ');
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

export const defaultSystemPrompt =
  'You are Apprentice, a helpful assistant. Answer in one to three short sentences. If you do not know, say so.';

/** Messages for an answer in words: the system text, the last turns, the request. */
export function replyMessages(
  system: string,
  history: readonly Episode[],
  request: string,
): ChatMessage[] {
  const earlier = history
    .filter((episode) => episode.status === 'done')
    .slice(-historyTurns)
    .flatMap((episode): ChatMessage[] => [
      { role: 'user', content: beginning(episode.request, readableWords) },
      { role: 'assistant', content: episode.editedReply ?? episode.reply },
    ]);
  return [
    { role: 'system', content: system },
    ...earlier,
    { role: 'user', content: beginning(request, readableWords) },
  ];
}
