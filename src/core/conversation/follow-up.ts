import { understood, type Episode, type ToolStep } from '../memory/episode';
import { changeArgument } from '../tools/change-argument';
import type { Tool, ToolArguments } from '../tools/tool';
import { changedValue } from './changed-value';
import { asksQuestion, opensRequest, plainWords, referring, type FollowUpMode } from './cues';
import { valueKind } from './value-kind';

/** The same tool once more, with some of the arguments changed. */
export interface Repeat {
  readonly type: 'repeat';
  /** The episode it refers to, and its step. */
  readonly target: Episode;
  readonly step: ToolStep;
  readonly arguments: ToolArguments;
  /** The argument that the new words gave. */
  readonly name: string;
  /** The request as it would have been said in full. */
  readonly request: string;
  /** The step before is taken back: this one stands in its place. */
  readonly replaces: boolean;
}

/** A value has few words; a longer message says what it wants by itself. */
const longestValue = 8;
/** How far back a follow-up may refer, in steps. */
const reach = 3;

/** The last step of an episode that came to a result, undone or not. */
export function resultStep(episode: Episode): ToolStep | null {
  return episode.steps.findLast(({ outcome }) => outcome.status === 'done') ?? null;
}

interface Fitted {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The argument that what was said takes the place of, or already is; null when it fits none. */
function fit(step: ToolStep, tool: Tool, said: string): Fitted | null {
  const texts = Object.entries(step.arguments)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => [name, step.words?.[name] ?? String(value)] as const);
  // What is of the same kind comes first, then what holds a number or a text to change.
  const kind = valueKind(said.replace(/^(?:in|into|to|for|of|with|from) /i, ''));
  const ordered = texts.toSorted(
    (a, b) => Number(valueKind(b[1]) === kind) - Number(valueKind(a[1]) === kind),
  );
  let same: Fitted | null = null;
  for (const [name, before] of ordered) {
    const allowed = tool.parameters.properties[name];
    if (allowed?.type === 'string' && allowed.enum) {
      const value = named(allowed.enum, said);
      if (value !== undefined) return { name, before, after: value };
      continue;
    }
    const after = changedValue(before, said);
    if (after === before) same ??= { name, before, after };
    else if (after !== null) return { name, before, after };
  }
  return same;
}

/** "my to-do list" names `todo`, "the reminders" `reminders`. */
function named(values: readonly string[], said: string): string | undefined {
  const letters = said.toLowerCase().replace(/[^\p{L}]/gu, '');
  return values.find((value) => letters.includes(value.toLowerCase().replace(/s$/, '')));
}

/** The earlier request with the new words in the old ones' place. */
function inFull(request: string, { before, after }: Fitted, said: string): string {
  const at = request.toLowerCase().indexOf(before.toLowerCase());
  if (at >= 0) return request.slice(0, at) + after + request.slice(at + before.length);
  // A value that does not stand in the request: one of a fixed list, or one that was worked out.
  const noun = /\b(?:my|the|our)\b.*$/i;
  return noun.test(request) ? request.replace(noun, said) : `${request} ${said}`;
}

interface Reference {
  readonly mode: FollowUpMode;
  readonly target: Episode;
  readonly step: ToolStep;
  readonly tool: Tool;
  readonly fitted: Fitted;
  /** The new words. */
  readonly said: string;
}

/** The step before that a short message speaks of, and the argument it gives; null for a message of its own. */
function reference(
  text: string,
  history: readonly Episode[],
  tools: readonly Tool[],
): Reference | null {
  const { mode, rest, cued } = referring(text);
  const words = plainWords(rest);
  const kind = valueKind(words);
  if (words === '' || words.split(' ').length > longestValue) return null;
  // Without a cue only a bare value refers to what was before: "10 minutes", "tomorrow at 6".
  const asItWas = !cued && kind === 'text';
  if (asItWas && !fewPlain(plainWords(text), words)) return null;
  if (kind === 'text' && (asksQuestion(words) || opensRequest(words) || noThing.test(words)))
    return null;
  const steps = history
    .flatMap((target) => {
      const step = resultStep(target);
      const tool = step && tools.find(({ id }) => id === step.toolId);
      return step && tool ? [{ target, step, tool }] : [];
    })
    .slice(-reach)
    .reverse();
  // A text may stand for anything: it refers to the last step or to none.
  for (const { target, step, tool } of kind === 'text' ? steps.slice(0, 1) : steps) {
    // "add butter as well" goes on with a step that added something, not with one that took something off.
    if (asItWas && !adding.test(understood(target))) continue;
    const fitted = fit(step, tool, rest);
    if (fitted) return { mode, target, step, tool, fitted, said: rest };
  }
  return null;
}

/**
 * What a short message changes about a step before: "make it 10 instead", "and tomorrow?", "the same for Friday",
 * "and eggs". Null for a message of its own. `history` is the conversation so far, oldest first.
 */
export function readRepeat(
  text: string,
  history: readonly Episode[],
  tools: readonly Tool[],
): Repeat | null {
  const found = reference(text, history, tools);
  if (!found || isSame(found.fitted)) return null;
  const { mode, target, step, tool, fitted, said } = found;
  const kind = valueKind(plainWords(said));
  const replaces =
    tool.permission === 'write' &&
    !step.undone &&
    (mode === 'change' || (mode === 'either' && kind !== 'text'));
  return {
    type: 'repeat',
    target,
    step,
    arguments: changeArgument(tool.parameters, step.arguments, fitted.name, fitted.after),
    name: fitted.name,
    request: inFull(understood(target), fitted, said),
    replaces,
  };
}

/** The step that already is as the message wants it: "and tomorrow?" of one for tomorrow. Null where there is none. */
export function readSame(
  text: string,
  history: readonly Episode[],
  tools: readonly Tool[],
): Episode | null {
  const found = reference(text, history, tools);
  return found && isSame(found.fitted) && !found.step.undone ? found.target : null;
}

const isSame = ({ before, after }: Fitted) => before === after;

/** Words with which no name of a thing begins: "no, that is not right" has no value in it. */
const noThing =
  /^(?:me|you|it (?:is|was|isn't|has|does)|that|this|is|isn't|are|was|wasn't|not|say|tell|run|use|go|cancel|remember|don't|let|try|stop|do|can|could|thanks?|ok|okay|fine|good|great|right|wrong|sure|yes|yeah|never)\b/;

const adding = /\b(?:add|put|get|include|need|buy|out of)\b/i;

/** "add butter as well" lost "add" and "as well": what is left are the words of a thing. */
function fewPlain(whole: string, rest: string): boolean {
  return !whole.startsWith(rest) && rest.split(' ').length <= 3 && !/\d/.test(rest);
}
