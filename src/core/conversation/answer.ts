import { understood, type Episode, type OpenQuestion } from '../memory/episode';
import { changeArgument, parameterAt } from '../tools/change-argument';
import type { ParserName } from '../tools/json-schema';
import type { Tool, ToolArguments } from '../tools/tool';
import { asksQuestion, dropsQuestion, opensRequest, plainWords } from './cues';
import { valueKind, type ValueKind } from './value-kind';

/** What a message says to the question before it. */
export type Answer =
  | {
      readonly type: 'answer';
      readonly target: Episode;
      readonly question: OpenQuestion;
      readonly arguments: ToolArguments;
      /** The parameter that the message gave. */
      readonly name: string;
      /** Still to be asked for. */
      readonly missing: readonly string[];
      /** The request with the answer, as it would have been said in full. */
      readonly request: string;
    }
  | { readonly type: 'dropped'; readonly target: Episode };

/** An answer has few words. */
const longestAnswer = 20;

const kindsOf: Readonly<Record<ParserName, readonly ValueKind[]>> = {
  moment: ['moment', 'number', 'duration'],
  duration: ['duration', 'number'],
  quantity: ['quantity', 'number', 'duration'],
  unit: ['unit'],
  calculation: ['number'],
};

/** The question that waits for an answer: one of the last message's, and none that was answered since. */
export function openQuestion(history: readonly Episode[]): Episode | null {
  const last = history.at(-1);
  if (!last) return null;
  const first = last.thread?.part?.first;
  const asking = history.findLast(
    ({ thread }) => thread?.question && (first === undefined || thread.part?.first === first),
  );
  return asking && (asking === last || first !== undefined) ? asking : null;
}

/** What values of a parameter look like: as its parser says, or as they do in the tool's own examples. */
function expectedKinds(tool: Tool, name: string): ReadonlySet<ValueKind> {
  const schema = parameterAt(tool.parameters, name);
  if (schema?.type === 'number' || schema?.type === 'integer') return new Set(['number']);
  if (schema?.type === 'string' && schema['x-parser']) return new Set(kindsOf[schema['x-parser']]);
  const values = tool.examples.flatMap(({ arguments: given }) => given[name] ?? []);
  const kinds = values.map((value) => valueKind(String(value)));
  if (kinds.includes('moment')) kinds.push('number');
  return new Set(kinds.length > 0 ? kinds : ['text']);
}

/** The words of the answer without what only leads to them. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/[\s.!?…]+$/, '')
    .replace(/[,]? ?\b(?:please|thanks|thank you)$/i, '')
    .replace(
      /^(?:(?:ok(?:ay)?|um+|uh+|well|oh|please|let's say|say|it's|it is|that's|that would be|make it|i'd say|just)[,.]? )+/i,
      '',
    );
}

/**
 * Whether the message answers the agent's open question, gives it up ("never mind"), or is about something else (null).
 * An answer gives the first missing parameter: words of the kind that it takes.
 */
export function readAnswer(
  text: string,
  history: readonly Episode[],
  tools: readonly Tool[],
): Answer | null {
  const target = openQuestion(history);
  const question = target?.thread?.question;
  const tool = tools.find(({ id }) => id === question?.toolId);
  const [name, ...missing] = question?.missing ?? [];
  if (!target || !question || !tool || name === undefined) return null;
  const words = plainWords(text);
  if (dropsQuestion(words)) return { type: 'dropped', target };
  const value = bare(text);
  if (value === '' || value.split(/\s+/).length > longestAnswer) return null;
  const kinds = expectedKinds(tool, name);
  const kind = valueKind(value.replace(/^(?:for|to|in|into|of) /i, ''));
  const spoken = kinds.has('text') && !asksQuestion(words) && !opensRequest(words);
  const fits = [kind, valueKind(value)].some((found) => found !== 'text' && kinds.has(found));
  if (!fits && !spoken) return null;
  const clock = kind === 'number' && kinds.has('moment') && !/^at\b/i.test(value);
  const given = clock ? `at ${value}` : kind === 'moment' ? value : value.replace(lead, '');
  return {
    type: 'answer',
    target,
    question,
    arguments: changeArgument(tool.parameters, question.arguments, name, given),
    name,
    missing,
    request: `${understood(target).replace(/[\s.!?…]+$/, '')} ${clock ? given : value}`,
  };
}

const lead = /^(?:for|to|into|of|about|that) /i;
