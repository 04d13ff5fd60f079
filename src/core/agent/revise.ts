import { ApprenticeError } from '../errors/apprentice-error';
import { understood, type ActionId, type Episode, type ToolStep } from '../memory/episode';
import { standingStep } from '../memory/standing-step';
import { changeArgument, parameterAt } from '../tools/change-argument';
import { computeValues } from '../tools/computed-values';
import { overlay } from '../tools/overlay';
import type { Change } from '../tools/user-data';
import { validateArguments } from '../tools/validate-arguments';
import { act, toolContext } from './act';
import type { AgentPorts } from './agent-ports';
import { runStep } from './run-step';
import type { Turn } from './turn-result';
import { withThread } from './thread';
import type { TurnEvent } from './turn-event';

/** The episode with its standing step taken back, and the changes that do it. */
export function takeBackStep(episode: Episode): Turn {
  const standing = standingStep(episode);
  if (!standing) return { episode, changes: [] };
  const steps = episode.steps.map((step) => (step === standing ? { ...step, undone: true } : step));
  return { episode: { ...episode, steps }, changes: standing.inverse };
}

/** "Should have used …": takes back what was done and does `action` instead, as one set of changes. */
export async function redoWith(
  episode: Episode,
  action: ActionId,
  history: readonly Episode[],
  ports: AgentPorts,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<Turn> {
  const back = takeBackStep(episode);
  const request = understood(episode);
  const { embedding, encoderHash } = await ports.learning.situate(request);
  const data = overlay(ports.data, back.changes);
  const input = { action, request, embedding, history, origin: 'correction', data } as const;
  const { step, changes, question, ...outcome } = await act(input, ports, emit, signal);
  const steps: readonly ToolStep[] = step ? [...back.episode.steps, step] : back.episode.steps;
  const redone = { ...back.episode, ...outcome, embedding, encoderHash, steps, editedReply: null };
  return {
    episode: question || redone.thread ? withThread(redone, { question }) : redone,
    changes: [...back.changes, ...changes] as readonly Change[],
  };
}

/**
 * An argument fixed in place: takes the call back and runs it with the new value. Throws with the tool's own
 * sentence when that fails; the old call then still stands.
 */
export async function redoWithArgument(
  episode: Episode,
  name: string,
  value: string,
  ports: AgentPorts,
): Promise<Turn> {
  const last = episode.steps.at(-1);
  const tool = ports.tools.find((candidate) => candidate.id === last?.toolId);
  if (!last || !tool) throw new ApprenticeError('tool-unknown', 'There is no call to fix here.');
  if (!parameterAt(tool.parameters, name)) {
    throw new ApprenticeError('argument-unknown', `${tool.title} takes no “${name}”.`);
  }

  const changed = changeArgument(tool.parameters, last.arguments, name, value);
  const back = takeBackStep(episode);
  const context = toolContext(ports, overlay(ports.data, back.changes));
  const values = await computeValues(tool.parameters, changed, context);
  const others = <T>(of: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(of).filter(([path]) => path !== name));
  const call = {
    arguments: validateArguments(tool, values),
    origins: { ...last.origins, [name]: 'user' as const },
    words: others(last.words ?? {}),
    ...(last.learned && { learned: others(last.learned) }),
  };
  const { step, changes } = await runStep(tool, call, context, ports.clock, 'correction');
  if (step.outcome.status === 'failed') {
    throw new ApprenticeError(step.outcome.code, step.outcome.sentence);
  }
  return {
    episode: {
      ...back.episode,
      steps: [...back.episode.steps, step],
      reply: step.outcome.sentence,
      editedReply: null,
      status: 'done',
    },
    changes: [...back.changes, ...changes],
  };
}
