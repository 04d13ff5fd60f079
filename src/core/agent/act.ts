import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import { REPLY, type ActionId, type Episode, type ToolStep } from '../memory/episode';
import type { TextOptions } from '../ports/text-generator';
import type { Tool, ToolContext } from '../tools/tool';
import type { Change, UserDataReader } from '../tools/user-data';
import type { AgentPorts } from './agent-ports';
import { fillArguments, type FilledCall } from './fill-arguments';
import { replyMessages } from './prompts';
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
}

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
    return { step: null, changes: [], reply: known, status: 'done', tainted: false };
  }
  const messages = replyMessages(ports.systemPrompt(), input.history, input.request);
  const onDelta = (delta: string) => emit({ type: 'text-delta', delta });
  const written = await ports.generator.generateReply(messages, replyOptions, onDelta, signal);
  emit({
    type: 'text-end',
    tokensPerSecond: written.seconds > 0 ? written.tokens / written.seconds : 0,
    trimmed: written.trimmed,
  });
  const reply = written.text.trim();
  if (written.finish === 'cancelled') {
    return { step: null, changes: [], reply, status: 'cancelled', tainted };
  }
  const silent = 'I have no answer to that. Try to say it in other words.';
  return { step: null, changes: [], reply: reply || silent, status: 'done', tainted };
}

/** The filled call, or null when the model failed twice to write one that fits. */
async function fill(
  tool: Tool,
  input: ActInput,
  ports: AgentPorts,
  signal: AbortSignal,
): Promise<FilledCall | null> {
  const recalled = ports.recallCalls(tool.id, input.embedding);
  return fillArguments(tool, input.request, recalled, ports.generator, signal).catch((error) => {
    if (hasCode(error, 'arguments-malformed') || hasCode(error, 'generation-unfinished'))
      return null;
    throw error;
  });
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
    return { step: null, changes: [], reply, status: 'failed', tainted: false };
  }
  signal.throwIfAborted();
  emit({ type: 'tool-start', toolId: tool.id, arguments: call.arguments });
  const context = toolContext(ports, input.data);
  const { step, changes } = await runStep(tool, call, context, ports.clock, input.origin);
  emit({ type: 'tool-end', step });
  const status = step.outcome.status === 'done' ? 'done' : 'failed';
  return { step, changes, reply: step.outcome.sentence, status, tainted: false };
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
