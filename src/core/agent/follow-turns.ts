import type { Answer } from '../conversation/answer';
import { quoteResult } from '../conversation/earlier-result';
import type { Repeat } from '../conversation/follow-up';
import type { TakeBack } from '../conversation/take-back';
import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import type { Episode, Thread } from '../memory/episode';
import { standingStep } from '../memory/standing-step';
import { askFor } from '../tools/ask-for';
import { computeValues } from '../tools/computed-values';
import { overlay } from '../tools/overlay';
import type { Tool, ToolArguments } from '../tools/tool';
import type { Change } from '../tools/user-data';
import { validateArguments } from '../tools/validate-arguments';
import { toolContext } from './act';
import type { AgentPorts } from './agent-ports';
import type { Call } from './fill-arguments';
import type { ConversationTurn } from './conversation-turn';
import { decide } from './decide';
import { takeBackStep } from './revise';
import { runStep } from './run-step';
import { withThread } from './thread';
import type { TurnEvent } from './turn-event';

/** Said by template: nothing was decided, no model was asked. */
function saying(
  opened: Episode,
  reply: string,
  refersTo: Thread['refersTo'],
  over: Partial<ConversationTurn> = {},
): ConversationTurn {
  const episode = withThread({ ...opened, reply, status: 'done' }, { refersTo });
  return { episode, changes: [], revised: [], ...over };
}

/** "Undo that": the earlier steps are marked as taken back, and what they changed is put back. */
export function takeBackTurn(
  opened: Episode,
  { targets }: TakeBack,
  tools: readonly Tool[],
): ConversationTurn {
  const [target] = targets;
  if (!target) return saying(opened, 'There is nothing here that I could undo.', null);
  const back = targets.map(takeBackStep);
  const done = targets.map((episode) => summaryOf(episode, tools));
  return saying(
    opened,
    `Undone: ${done.join('; ')}.`,
    { episodeId: target.id, as: 'undo' },
    {
      changes: back.flatMap(({ changes }) => changes),
      revised: back.map(({ episode }) => episode),
    },
  );
}

function summaryOf(episode: Episode, tools: readonly Tool[]): string {
  const step = standingStep(episode);
  const tool = tools.find(({ id }) => id === step?.toolId);
  try {
    return step && tool ? tool.summarise(step.arguments) : episode.request;
  } catch {
    // A stored call may no longer fit a tool that has changed since.
    return tool?.title ?? episode.request;
  }
}

/** A question about an earlier result is answered with the words of that result: nothing is worked out again. */
export function quoteTurn(opened: Episode, target: Episode): ConversationTurn {
  const turn = saying(opened, quoteResult(target), { episodeId: target.id, as: 'quote' });
  // The words are a tool's: praise of them must not teach the agent to answer so.
  return { ...turn, episode: { ...turn.episode, tainted: true } };
}

export function droppedTurn(opened: Episode, target: Episode): ConversationTurn {
  const reply = `All right, I left it: nothing was done about “${target.request}”.`;
  return saying(opened, reply, { episodeId: target.id, as: 'answer' });
}

/** The call that a follow-up or an answer leads to. */
interface KnownCall extends Call {
  readonly tool: Tool;
  /** In full, as it is embedded and decided. */
  readonly request: string;
  readonly refersTo: NonNullable<Thread['refersTo']>;
  /** The episode whose step this one stands in for. */
  readonly replaced: Episode | null;
  readonly missing: readonly string[];
}

function knownCall(reading: Repeat | Extract<Answer, { type: 'answer' }>, tools: readonly Tool[]) {
  const { target, request, arguments: values } = reading;
  const repeat = reading.type === 'repeat';
  const toolId = repeat ? reading.step.toolId : reading.question.toolId;
  const tool = tools.find(({ id }) => id === toolId);
  if (!tool) throw new ApprenticeError('tool-unknown', `There is no tool “${toolId}”.`);
  const before = repeat ? reading.step : reading.question;
  const read = Object.entries(before.words ?? {}).filter(([name]) => name !== reading.name);
  const as = !repeat ? 'answer' : reading.replaces ? 'change' : 'repeat';
  return {
    tool,
    arguments: values,
    origins: { ...before.origins, [reading.name]: 'words' as const },
    words: Object.fromEntries(read),
    request,
    refersTo: { episodeId: target.id, as },
    replaced: repeat && reading.replaces ? target : null,
    missing: repeat ? [] : reading.missing,
  } satisfies KnownCall;
}

/**
 * A follow-up: the tool is the one of the step it refers to, its arguments are known already. It is decided all the same,
 * on the request in full, so that it can be explained and learned from.
 */
export async function callTurn(
  opened: Episode,
  reading: Repeat | Extract<Answer, { type: 'answer' }>,
  ports: AgentPorts,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<ConversationTurn> {
  const call = knownCall(reading, ports.tools);
  const { decision, embedding, encoderHash } = await decide(
    call.request,
    ports,
    signal,
    call.tool.id,
  );
  emit({ type: 'decision-end', decision, embedding });
  signal.throwIfAborted();
  const decided = withThread(
    { ...opened, decision, embedding, encoderHash },
    { resolved: call.request, refersTo: call.refersTo },
  );
  const { tool, missing, origins, words } = call;
  if (missing.length > 0) {
    const question = { toolId: tool.id, arguments: call.arguments, origins, words, missing };
    const asking = withThread(decided, { question });
    const reply = askFor(tool, missing);
    return { episode: { ...asking, reply, status: 'done' }, changes: [], revised: [] };
  }
  return run(decided, call, ports, emit);
}

async function run(
  decided: Episode,
  call: KnownCall,
  ports: AgentPorts,
  emit: (event: TurnEvent) => void,
): Promise<ConversationTurn> {
  const { tool, origins, words } = call;
  const unfit = `I could not fit that into ${tool.title}. Nothing was changed; say the whole request again.`;
  const back = call.replaced ? takeBackStep(call.replaced) : null;
  const context = toolContext(ports, back ? overlay(ports.data, back.changes) : ports.data);
  let values: ToolArguments;
  try {
    values = validateArguments(tool, await computeValues(tool.parameters, call.arguments, context));
  } catch (error) {
    if (!hasCode(error, 'arguments-malformed')) throw error;
    return { episode: { ...decided, reply: unfit, status: 'failed' }, changes: [], revised: [] };
  }
  emit({ type: 'tool-start', toolId: tool.id, arguments: values });
  const filled = { arguments: values, origins, words };
  const { step, changes } = await runStep(tool, filled, context, ports.clock, 'agent');
  emit({ type: 'tool-end', step });
  const { status, sentence } = step.outcome;
  const reply =
    status === 'failed' && back ? `${sentence} What I did before still stands.` : sentence;
  const episode: Episode = { ...decided, steps: [step], reply, status };
  if (status === 'failed' || !back) return { episode, changes, revised: [] };
  const all: readonly Change[] = [...back.changes, ...changes];
  return { episode, changes: all, revised: [back.episode] };
}
