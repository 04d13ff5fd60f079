import { ApprenticeError } from '../errors/apprentice-error';
import type { Episode } from '../memory/episode';
import type { Change } from '../tools/user-data';
import { act } from './act';
import type { AgentPorts } from './agent-ports';
import { choicesOf, decisionPrefix, decisionPrompt } from './prompts';
import type { TurnEvent } from './turn-event';

/** 100 kB: longer messages are refused before anything is stored. */
export const maximumRequestBytes = 100_000;

/** The request ready to run. Throws `request-empty` or `request-too-long` with a sentence. */
export function acceptRequest(text: string): string {
  const request = text.trim();
  if (request === '') {
    throw new ApprenticeError('request-empty', 'There is nothing to do in an empty message.');
  }
  const bytes = new TextEncoder().encode(request).length;
  if (bytes >= maximumRequestBytes) {
    throw new ApprenticeError(
      'request-too-long',
      `This message has ${Math.ceil(bytes / 1000)} kB; I can take less than 100 kB. Shorten it or send it in parts; nothing was sent.`,
    );
  }
  return request;
}

export interface Turn {
  readonly episode: Episode;
  readonly changes: readonly Change[];
}

async function decide(request: string, ports: AgentPorts, signal: AbortSignal) {
  const startedAt = ports.clock.now();
  const prompt = decisionPrompt(decisionPrefix(ports.actions), request);
  const situation = await ports.learning.situate(request);
  const scores = await ports.generator.scoreChoices(prompt, choicesOf(ports.actions), signal);
  const decision = ports.learning.decide(situation, {
    languageModel: new Map(ports.actions.map(({ id }, index) => [id, scores[index]])),
    modelId: ports.modelId(),
    seconds: (ports.clock.now() - startedAt) / 1000,
  });
  return { decision, situation };
}

/**
 * One turn: decide, act, observe. `opened` is the episode as it was stored when the request arrived; the
 * result is to be stored in one transaction. Aborting gives a cancelled episode in which nothing was done.
 */
export async function runTurn(
  opened: Episode,
  history: readonly Episode[],
  ports: AgentPorts,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<Turn> {
  const { decision, situation } = await decide(opened.request, ports, signal);
  const { embedding, encoderHash } = situation;
  emit({ type: 'decision-end', decision, embedding });
  signal.throwIfAborted();
  const decided: Episode = { ...opened, decision, embedding, encoderHash };
  const input = {
    action: decision.chosen,
    request: opened.request,
    embedding,
    history,
    origin: 'agent',
    data: ports.data,
  } as const;
  const { step, changes, ...outcome } = await act(input, ports, emit, signal);
  return { episode: { ...decided, ...outcome, steps: step ? [step] : [] }, changes };
}
