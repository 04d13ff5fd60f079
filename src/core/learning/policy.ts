import type { ActionId, CandidateScore } from '../memory/episode';
import { lessonFor, lift } from '../memory/lesson';
import type { Neighbour } from '../memory/recall';
import { headScores } from './head';
import { CLIP, LANGUAGE_MODEL_WEIGHT } from './parameters';
import type { Head } from './snapshot';
import { argmax, clamp, softmax } from './softmax';

/** What memory says about a request. */
export interface MemoryVoice {
  /** What labelled requests nearby add to actions, nat, before it is bounded. */
  readonly votes: ReadonlyMap<ActionId, number>;
  /** Labelled requests near enough for a lesson, nearest first. */
  readonly near: readonly Neighbour[];
}

export const SILENT_MEMORY: MemoryVoice = { votes: new Map(), near: [] };

export interface PolicyInput {
  /** The permitted actions; forbidden ones are at -infinity, which is to say not here. */
  readonly actions: readonly ActionId[];
  /** log p under the language model, per action. */
  readonly languageModel: readonly number[];
  /** How much the request looks like the example requests, per action. */
  readonly similarities: readonly number[];
  readonly kappa: number;
  /** `LANGUAGE_MODEL_WEIGHT` where nothing is said. */
  readonly languageModelWeight?: number;
  /** Features of the request; null while there are none, then no head speaks. */
  readonly phi: Float32Array | null;
  readonly gate: number;
  readonly live: Head | null;
  /** The head in trial, which is asked but not heeded. */
  readonly candidate: Head | null;
  readonly memory: MemoryVoice;
}

export interface PolicyDecision {
  readonly candidates: readonly CandidateScore[];
  readonly chosen: ActionId;
  /** What the agent would choose that never learned anything. */
  readonly frozenChoice: ActionId;
  readonly shadowChoice: ActionId | null;
}

/**
 * z(a) = lambda log p(a) + kappa s(a) + clip(g [B phi + c]_a + votes(a), ±6) + lesson(a); the largest is chosen.
 * A zero head and an empty memory leave every bit of the frozen scores as it is. Terms are rounded to 32 bits before
 * they are added, so that the store can keep them in half the bytes and give back the same sums.
 */
export function decide(input: PolicyInput): PolicyDecision {
  const { actions } = input;
  const weight = input.languageModelWeight ?? LANGUAGE_MODEL_WEIGHT;
  // Without a say it leaves no trace: 0 times a negative number would be -0.
  const languageModel = input.languageModel.map((score) =>
    weight === 0 ? 0 : Math.fround(weight * score),
  );
  const examples = input.similarities.map((similarity) => Math.fround(input.kappa * similarity));
  const prior = languageModel.map((score, i) => score + examples[i]);
  const adapter = adapterTerms(input, input.live);
  const memory = memoryTerms(input, prior, adapter);
  const totals = prior.map((score, i) => score + adapter[i] + memory[i]);
  const probabilities = softmax(totals);
  return {
    candidates: actions.map((action, i) => ({
      action,
      languageModel: languageModel[i],
      examples: examples[i],
      adapter: adapter[i],
      memory: memory[i],
      total: totals[i],
      probability: probabilities[i],
    })),
    chosen: actions[argmax(totals)],
    frozenChoice: actions[argmax(prior)],
    shadowChoice: input.candidate ? shadow(input, prior, input.candidate) : null,
  };
}

function shadow(input: PolicyInput, prior: readonly number[], head: Head): ActionId {
  const adapter = adapterTerms(input, head);
  const memory = memoryTerms(input, prior, adapter);
  return input.actions[argmax(prior.map((score, i) => score + adapter[i] + memory[i]))];
}

function adapterTerms({ actions, phi, gate }: PolicyInput, head: Head | null): number[] {
  if (!head || !phi) return actions.map(() => 0);
  return gatedScores(head, actions, phi, gate).map(Math.fround);
}

/** clip(g [B phi + c]_a, ±6) for each action. */
export function gatedScores(
  head: Head,
  actions: readonly ActionId[],
  phi: Float32Array,
  gate: number,
): number[] {
  return headScores(head, actions, phi).map((score) => clamp(gate * score, -CLIP, CLIP));
}

/** Votes share the bound with the adapter; a lesson stands outside it, since it must outweigh any prior. */
function memoryTerms(
  { actions, memory }: PolicyInput,
  prior: readonly number[],
  adapter: readonly number[],
): number[] {
  const voted = actions.map((action, i) => {
    const score = memory.votes.get(action) ?? 0;
    return score === 0 ? 0 : Math.fround(clamp(adapter[i] + score, -CLIP, CLIP) - adapter[i]);
  });
  const scores = prior.map((score, i) => score + adapter[i] + voted[i]);
  const lesson = lessonFor(memory.near, actions[argmax(scores)]);
  if (!lesson) return voted;
  const raised = actions.indexOf(lesson.action);
  const raise = lift(actions, scores, lesson);
  return voted.map((score, i) => (i === raised ? Math.fround(score + raise) : score));
}
