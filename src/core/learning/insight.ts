import type { ActionId, CandidateScore, Recollection } from '../memory/episode';
import { REPLY } from '../memory/episode';
import { hear } from '../memory/hearsay';
import type { Neighbour } from '../memory/recall';
import { neighbours, vote, voteScore } from '../memory/recall';
import { expectedSlips } from '../memory/surprise';
import { examplesOf } from './examples';
import type { Example } from './examples';
import type { Experience } from './experience';
import type { FeatureSpace } from './feature-space';
import { heldOutEpisodes } from './holdout';
import type { Label } from './label';
import type { LearningState } from './learning-state';
import {
  CLIP,
  HEARSAY_RAMP,
  KAPPA,
  LESSON_RAMP,
  NEIGHBOURS,
  RECOLLECTIONS,
  STRANGE_RAMP,
  VOTE_RAMP,
} from './parameters';
import type { MemoryVoice } from './policy';
import { SILENT_MEMORY } from './policy';
import type { ActionExamples } from './similarity';
import { ramp } from './softmax';
import type { SpeakingGate } from './speaking-gate';

/** What decisions need of the experience, worked out once per change of it. */
export interface Insight {
  /** Labels that memory speaks from. */
  readonly labels: readonly Label[];
  /** What training may use of them. */
  readonly examples: readonly Example[];
  /** Share of slips to expect in the labels. */
  readonly slips: number;
  readonly gate: SpeakingGate;
  /** Requests that no tool is for. */
  readonly unrelated: readonly Float32Array[];
}

export function insightOf(
  experience: Experience,
  state: LearningState,
  encoderHash: string,
  space: FeatureSpace | null,
): Insight {
  const ofEncoder = (label: Label) => label.encoderHash === encoderHash;
  const labels = experience.ledger.filter(ofEncoder);
  const heldOut = heldOutEpisodes([...experience.labels.values()].filter(ofEncoder));
  const examples = examplesOf(labels, state, heldOut);
  const taught = examples.filter(({ holdout }) => !holdout).map(({ embedding }) => embedding);
  return {
    labels,
    examples,
    slips: expectedSlips(labels),
    gate: space ? space.gates.gate(taught) : () => 0,
    unrelated: space?.basis.anchors ?? [],
  };
}

/** A request as memory is asked about it. */
export interface Question {
  readonly embedding: Float32Array;
  /** s(a): its likeness to the actions' own examples. */
  readonly similarities: ReadonlyMap<ActionId, number>;
}

/**
 * What memory says about a request: how feedback changes its likeness to each action, and what was found wrong
 * nearby. Silent far from all feedback; where nothing there looks like any tool's requests it is for words.
 */
export function recall(
  { labels, slips, unrelated }: Pick<Insight, 'labels' | 'slips' | 'unrelated'>,
  actions: readonly ActionExamples[],
  { embedding, similarities }: Question,
): MemoryVoice {
  const all = neighbours(labels, embedding, -1);
  if (all.length === 0 || all[0].similarity < HEARSAY_RAMP.floor) return SILENT_MEMORY;
  const { likeness, belief } = hear(actions, all, embedding, slips, unrelated);
  const near = all.filter(({ similarity }) => similarity >= VOTE_RAMP.floor);
  const against = vote(near.filter(({ label }) => label.sign < 0));
  const nearest = all.find(({ label }) => label.sign > 0)?.similarity ?? 0;
  const tools = [...likeness].filter(([action]) => action !== REPLY);
  const best = Math.max(0, ...tools.map(([, value]) => value));
  const votes = [...likeness].map(([action, value]): [ActionId, number] => {
    const gained = KAPPA * (value - (similarities.get(action) ?? 0));
    const words = action === REPLY ? CLIP * (1 - ramp(best, STRANGE_RAMP)) : 0;
    // Squared, so that one in twenty that may be meant does not tip what is nearly even where all feedback is random.
    const heard = (1 - slips) ** 2 * ramp(nearest, HEARSAY_RAMP) * (gained + words);
    return [action, heard + voteScore(against.get(action) ?? 0) / 2];
  });
  return {
    votes: new Map(votes),
    near: near.map((one) => ({ ...one, belief: belief.get(one.label) ?? 1 })),
  };
}

/** The at most 4 labelled requests that spoke for some action; none where memory added nothing. */
export function recollections(
  { near, votes }: MemoryVoice,
  candidates: readonly CandidateScore[],
): Recollection[] {
  if (candidates.every(({ memory }) => memory === 0)) return [];
  return near
    .filter(({ label, similarity, belief }, rank) => {
      const voted = votes.size > 0 && rank < NEIGHBOURS;
      const taught = label.kind === 'correction' && similarity > LESSON_RAMP.floor;
      return label.sign > 0 && belief > SPOKE && (voted || taught);
    })
    .slice(0, RECOLLECTIONS)
    .map(recollection);
}

/** Feedback that is believed less did not speak. */
const SPOKE = 0.5;

function recollection({ label, similarity }: Neighbour): Recollection {
  const { episodeId, signalId, request, action, kind, at } = label;
  return {
    episodeId,
    signalId,
    request,
    action,
    similarity,
    corrected: kind === 'correction',
    at,
  };
}
