import type { Situation } from '../learning/learning';
import type { ActionId, Decision } from '../memory/episode';
import type { AgentPorts } from './agent-ports';
import { askLanguageModel } from './ask-language-model';
import { framesOf } from './frames';

export interface Decided {
  readonly decision: Decision;
  readonly embedding: Float32Array;
  readonly encoderHash: string;
}

/** The request's place among what is known, its likeness to the tools' examples by their words too. */
export async function situate(
  request: string,
  ports: Pick<AgentPorts, 'learning' | 'tools' | 'actions'>,
): Promise<Situation> {
  const situation = await ports.learning.situate(request);
  return { ...situation, similarities: framesOf(ports).liken(request, situation.similarities) };
}

/** Chooses among the permitted actions; `fixed` names the one where the conversation has chosen it already. */
export async function decide(
  request: string,
  ports: AgentPorts,
  signal: AbortSignal,
  fixed: ActionId | null = null,
): Promise<Decided> {
  const startedAt = ports.clock.now();
  const situation = await situate(request, ports);
  const weights = ports.priorWeights();
  const { scores, unasked } = await askLanguageModel(
    { generator: ports.generator, style: ports.promptStyle(), isAsked: weights.languageModel > 0 },
    ports.actions,
    request,
    situation.similarities,
    signal,
  );
  const decision = ports.learning.decide(situation, {
    languageModel: scores,
    modelId: ports.modelId(),
    weights,
    seconds: (ports.clock.now() - startedAt) / 1000,
  });
  const { embedding, encoderHash } = situation;
  const chosen = fixed ?? decision.chosen;
  const complete = { ...decision, chosen, ...(unasked.length > 0 && { unasked }) };
  return { decision: complete, embedding, encoderHash };
}
