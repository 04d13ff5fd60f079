import type { ActionId, Decision } from '../memory/episode';
import type { AgentPorts } from './agent-ports';
import { askLanguageModel } from './ask-language-model';

export interface Decided {
  readonly decision: Decision;
  readonly embedding: Float32Array;
  readonly encoderHash: string;
}

/** Chooses among the permitted actions; `fixed` names the one where the conversation has chosen it already. */
export async function decide(
  request: string,
  ports: AgentPorts,
  signal: AbortSignal,
  fixed: ActionId | null = null,
): Promise<Decided> {
  const startedAt = ports.clock.now();
  const situation = await ports.learning.situate(request);
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
