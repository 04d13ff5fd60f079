import { ApprenticeError } from '../errors/apprentice-error';
import type { ActionId, Episode, ToolStep } from '../memory/episode';
import { overlay } from '../tools/overlay';
import type { ToolArguments } from '../tools/tool';
import type { Change } from '../tools/user-data';
import { validateArguments } from '../tools/validate-arguments';
import { act, toolContext } from './act';
import type { AgentPorts } from './agent-ports';
import { runStep } from './run-step';
import type { Turn } from './turn';
import type { TurnEvent } from './turn-event';

/** The step that stands: the last one, unless it failed or was taken back. */
export function standingStep(episode: Episode): ToolStep | null {
  const last = episode.steps.at(-1);
  return last && last.outcome.status === 'done' && !last.undone ? last : null;
}

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
  const { embedding, encoderHash } = await ports.learning.situate(episode.request);
  const data = overlay(ports.data, back.changes);
  const { request } = episode;
  const input = { action, request, embedding, history, origin: 'correction', data } as const;
  const { step, changes, ...outcome } = await act(input, ports, emit, signal);
  const steps: readonly ToolStep[] = step ? [...back.episode.steps, step] : back.episode.steps;
  return {
    episode: { ...back.episode, ...outcome, embedding, encoderHash, steps, editedReply: null },
    changes: [...back.changes, ...changes] as readonly Change[],
  };
}

/** A value as the user typed it, in the type its schema asks for. */
function coerce(value: string, type: string): string | number {
  const number = Number(value.replace(',', '.'));
  return type === 'string' || value.trim() === '' || Number.isNaN(number) ? value : number;
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
  const schema = tool.parameters.properties[name];
  if (!schema) throw new ApprenticeError('argument-unknown', `${tool.title} takes no “${name}”.`);

  const changed: Record<string, string | number> = { ...last.arguments };
  if (value.trim() === '') delete changed[name];
  else changed[name] = coerce(value, schema.type);
  const values: ToolArguments = validateArguments(tool, changed);
  const call = { arguments: values, origins: { ...last.origins, [name]: 'user' as const } };

  const back = takeBackStep(episode);
  const context = toolContext(ports, overlay(ports.data, back.changes));
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
