import type { ActionId } from '../memory/episode';
import type { Label, Prior } from './label';
import { gatedScores } from './policy';
import type { Projection } from './projection';
import { project } from './projection';
import { similarities } from './similarity';
import type { ActionExamples } from './similarity';
import type { Head } from './snapshot';
import { argmax, softmax } from './softmax';
import type { SpeakingGate } from './speaking-gate';

/** A request at which heads can be compared: everything of the policy but memory. */
export interface DecisionState {
  readonly request: string;
  readonly prior: Prior;
  readonly phi: Float32Array;
  readonly gate: number;
}

/** Scores under a head; null is the frozen policy. */
export function scoresAt({ prior, phi, gate }: DecisionState, head: Head | null): number[] {
  if (!head) return [...prior.scores];
  const adapter = gatedScores(head, prior.actions, phi, gate);
  return prior.scores.map((score, i) => score + adapter[i]);
}

export function probabilitiesAt(state: DecisionState, head: Head | null): number[] {
  return softmax(scoresAt(state, head));
}

export function choiceAt(state: DecisionState, head: Head | null): ActionId {
  return state.prior.actions[argmax(scoresAt(state, head))];
}

export function labelledState(
  { request, prior, embedding }: Pick<Label, 'request' | 'prior' | 'embedding'>,
  projection: Projection,
  gate: SpeakingGate,
): DecisionState {
  return { request, prior, phi: project(projection, embedding), gate: gate(embedding) };
}

/** A request that no language model has seen: every action is as likely to it, only similarities differ. */
export function unlabelledPrior(
  actions: readonly ActionId[],
  examples: readonly ActionExamples[],
  kappa: number,
  embedding: Float32Array,
): Prior {
  const found = similarities(examples, embedding);
  const uniform = -Math.log(actions.length);
  return {
    actions,
    scores: actions.map((action) => uniform + kappa * (found.get(action) ?? 0)),
  };
}
