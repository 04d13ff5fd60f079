import type { ActionId, Decision } from '../memory/episode';
import type { Prompt } from '../ports/text-generator';
import type { Action } from './actions';
import type { AgentPorts } from './agent-ports';
import { choicesOf, decisionPrefix, decisionPrompt } from './prompts';
import { EXHAUSTIVE, shortlist } from './shortlist';

export interface Decided {
  readonly decision: Decision;
  readonly embedding: Float32Array;
  readonly encoderHash: string;
}

/**
 * Chooses among the permitted actions; `fixed` names the one where the conversation has chosen it already. With more
 * than 16 actions the language model is asked about the likeliest only; the others stay candidates.
 */
export async function decide(
  request: string,
  ports: AgentPorts,
  signal: AbortSignal,
  fixed: ActionId | null = null,
): Promise<Decided> {
  const startedAt = ports.clock.now();
  const situation = await ports.learning.situate(request);
  const ids = ports.actions.map(({ id }) => id);
  const few = ids.length <= EXHAUSTIVE;
  const asked = few ? new Set(ids) : shortlist(ids, situation.similarities);
  const scored = ports.actions.filter(({ id }) => asked.has(id));
  const prompt = few ? promptFor(scored, request) : narrowPrompt(scored, request);
  const scores = await ports.generator.scoreChoices(prompt, choicesOf(scored), signal);
  const languageModel = new Map(scored.map(({ id }, index) => [id, scores[index]]));
  const lowest = Math.min(...scores);
  const unasked = ids.filter((id) => !asked.has(id));
  for (const id of unasked) languageModel.set(id, lowest);
  const decision = ports.learning.decide(situation, {
    languageModel,
    modelId: ports.modelId(),
    seconds: (ports.clock.now() - startedAt) / 1000,
  });
  const { embedding, encoderHash } = situation;
  const chosen = fixed ?? decision.chosen;
  const complete = { ...decision, chosen, ...(unasked.length > 0 && { unasked }) };
  return { decision: complete, embedding, encoderHash };
}

function promptFor(actions: readonly Action[], request: string): Prompt {
  return decisionPrompt(decisionPrefix(actions), request);
}

/** The examples shown change from request to request: only what stands before them is worth keeping computed. */
function narrowPrompt(actions: readonly Action[], request: string): Prompt {
  const { prefix, suffix } = promptFor(actions, request);
  const fixed = decisionPrefix([]);
  return { prefix: fixed, suffix: prefix.slice(fixed.length) + suffix };
}
