import { quoteResult } from '../conversation/earlier-result';
import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import {
  REPLY,
  type ActionId,
  type Episode,
  type OpenQuestion,
  type ToolStep,
} from '../memory/episode';
import type { TextOptions } from '../ports/text-generator';
import { askFor } from '../tools/ask-for';
import type { Tool, ToolContext } from '../tools/tool';
import type { Change, UserDataReader } from '../tools/user-data';
import type { AgentPorts } from './agent-ports';
import { openQuestionOf } from './ask';
import { beyondMe, beyondSentence, toldAbout } from './beyond-me';
import { fillArguments, type FilledCall } from './fill-arguments';
import { closingWords, isEcho, isWordless, noWords, retold, withoutLoop } from './finish-reply';
import { beginning, readableWords, replyMessages } from './prompts';
import { runStep } from './run-step';
import type { TurnEvent } from './turn-event';

export interface ActInput {
  readonly action: ActionId;
  readonly request: string;
  readonly embedding: Float32Array;
  /** Earlier episodes of the conversation, oldest first. */
  readonly history: readonly Episode[];
  readonly origin: ToolStep['origin'];
  readonly data: UserDataReader;
}

export interface Act {
  readonly step: ToolStep | null;
  readonly changes: readonly Change[];
  readonly reply: string;
  readonly status: Episode['status'];
  readonly tainted: boolean;
  /** What the reply asks for, where something was missing. */
  readonly question: OpenQuestion | null;
}

const nothingDone = { step: null, changes: [], question: null, tainted: false } as const;

/** Greedy, with the penalty that keeps a 135M model from looping. */
const replyOptions: TextOptions = {
  maxTokens: 200,
  temperature: 0,
  topP: 1,
  repetitionPenalty: 1.1,
  seed: 1,
};

export function toolContext(ports: AgentPorts, data: UserDataReader): ToolContext {
  const now = ports.clock.now();
  return { now, data, utcOffset: (at) => ports.utcOffset(at), newId: () => ports.newId() };
}

/** Tool results are data: an answer written with them in view must not teach without a correction. */
function sawToolOutput(history: readonly Episode[]): boolean {
  return history.some((episode) => episode.steps.length > 0);
}

/** Where the model could only make something up: what the user told, quoted, or that the agent does not know. */
async function withoutModel(
  { request, data }: ActInput,
  ports: AgentPorts,
): Promise<Pick<Act, 'reply' | 'tainted'> | null> {
  const beyond = beyondMe(request);
  if (beyond === null) return null;
  const fact = beyond === 'personal' ? toldAbout(request, ports.facts()) : null;
  if (fact !== null) return { reply: `You told me: ${fact}`, tainted: false };
  const notes = beyond === 'personal' ? await data.list('notes') : [];
  const note = toldAbout(
    request,
    notes.map(({ text }) => text),
  );
  if (note !== null) return { reply: `Your note says: ${note}`, tainted: true };
  return { reply: beyondSentence(beyond), tainted: false };
}

async function answer(
  input: ActInput,
  ports: AgentPorts,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<Act> {
  const tainted = sawToolOutput(input.history);
  emit({ type: 'text-start' });
  const known = ports.recallAnswer(input.embedding);
  if (known !== null) {
    emit({ type: 'text-delta', delta: known });
    return { ...nothingDone, reply: known, status: 'done' };
  }
  const honest = await withoutModel(input, ports);
  if (honest) {
    emit({ type: 'text-delta', delta: honest.reply });
    return { ...nothingDone, ...honest, status: 'done' };
  }
  const { messages, leftOut } = replyMessages(ports.systemPrompt(), input.history, input.request);
  const onDelta = (delta: string) => emit({ type: 'text-delta', delta });
  const written = await ports.generator.generateReply(messages, replyOptions, onDelta, signal);
  emit({
    type: 'text-end',
    tokensPerSecond: written.seconds > 0 ? written.tokens / written.seconds : 0,
    trimmed: written.trimmed + leftOut,
  });
  if (written.finish === 'cancelled') {
    return { ...nothingDone, reply: written.text.trim(), status: 'cancelled', tainted };
  }
  const silent = 'I have no answer to that. Try to say it in other words.';
  const said = (written.finish === 'repetition' ? withoutLoop(written.text) : written.text).trim();
  const told = retold(said, input.history);
  const instead = told
    ? `Nothing new was done. ${quoteResult(told)}`
    : isWordless(said) || isEcho(said, input.request)
      ? noWords
      : null;
  if (instead !== null) return { ...nothingDone, reply: instead, status: 'done', tainted };
  const closing = closingWords(said, written.finish);
  const reply = closing === null ? said || silent : `${said}\n\n${closing}`;
  return { ...nothingDone, reply, status: 'done', tainted };
}

/** The filled call, or null when the model failed twice to write one that fits. */
async function fill(
  tool: Tool,
  input: ActInput,
  ports: AgentPorts,
  signal: AbortSignal,
): Promise<FilledCall | null> {
  const recalled = ports.recallCalls(tool.id, input.embedding);
  const { generator } = ports;
  const present = toolContext(ports, input.data);
  const voice = await ports.learnedArguments(tool, beginning(input.request, readableWords));
  const words = input.request;
  const style = ports.promptStyle();
  try {
    return await fillArguments(tool, words, recalled, generator, present, signal, voice, style);
  } catch (error) {
    if (hasCode(error, 'arguments-malformed') || hasCode(error, 'generation-unfinished'))
      return null;
    throw error;
  }
}

async function callTool(
  input: ActInput,
  ports: AgentPorts,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<Act> {
  const tool = ports.tools.find((candidate) => candidate.id === input.action);
  if (!tool) throw new ApprenticeError('tool-unknown', `There is no tool “${input.action}”.`);
  emit({ type: 'arguments-start', toolId: tool.id });
  const call = await fill(tool, input, ports, signal);
  if (!call) {
    const reply = `I meant to use ${tool.title} but could not make out the details. Nothing was done. Say it in other words, or pick another tool.`;
    return { ...nothingDone, reply, status: 'failed' };
  }
  signal.throwIfAborted();
  const question = openQuestionOf(tool, call);
  if (question) {
    const reply = askFor(tool, question.missing);
    return { ...nothingDone, reply, status: 'done', question };
  }
  emit({ type: 'tool-start', toolId: tool.id, arguments: call.arguments });
  const context = toolContext(ports, input.data);
  const { step, changes } = await runStep(tool, call, context, ports.clock, input.origin);
  emit({ type: 'tool-end', step });
  const status = step.outcome.status === 'done' ? 'done' : 'failed';
  return { ...nothingDone, step, changes, reply: step.outcome.sentence, status };
}

/** Does what was decided. Nothing is stored here: the caller commits the step, its changes and the episode together. */
export function act(
  input: ActInput,
  ports: AgentPorts,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<Act> {
  const does = input.action === REPLY ? answer : callTool;
  return does(input, ports, emit, signal);
}
