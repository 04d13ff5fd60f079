import { memoryWeight } from '../memory/memory-weight';
import type { Neighbour } from '../memory/recall';
import { neighbours, vote } from '../memory/recall';
import type { CandidateScore, Recollection } from '../memory/episode';
import { examplesOf } from './examples';
import type { Example } from './examples';
import type { Experience } from './experience';
import type { FeatureSpace } from './feature-space';
import { heldOutEpisodes } from './holdout';
import type { Label } from './label';
import type { LearningState } from './learning-state';
import { LESSON_RAMP, NEIGHBOURS, RECOLLECTIONS, VOTE_RAMP } from './parameters';
import type { MemoryVoice } from './policy';
import type { SpeakingGate } from './speaking-gate';

/** What decisions need of the experience, worked out once per change of it. */
export interface Insight {
  /** Labels that memory speaks from. */
  readonly labels: readonly Label[];
  /** What training may use of them. */
  readonly examples: readonly Example[];
  readonly eta: number;
  readonly gate: SpeakingGate;
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
  let eta: number | null = null;
  return {
    labels,
    examples,
    // Only when memory is asked: 15 ms for 200 labels.
    get eta() {
      return (eta ??= memoryWeight(labels));
    },
    gate: space ? space.gates.gate(taught) : () => 0,
  };
}

/** What memory says about a request. */
export function recall({ labels, eta }: Insight, embedding: Float32Array): MemoryVoice {
  const near = neighbours(labels, embedding, Math.min(VOTE_RAMP.floor, LESSON_RAMP.floor));
  return { votes: vote(near), eta, near };
}

/** The at most 4 labelled requests that spoke for some action; none where memory added nothing. */
export function recollections(
  { near, eta }: MemoryVoice,
  candidates: readonly CandidateScore[],
): Recollection[] {
  if (candidates.every(({ memory }) => memory === 0)) return [];
  return near
    .filter(({ label, similarity }, rank) => {
      const voted = eta > 0 && rank < NEIGHBOURS;
      const taught = label.kind === 'correction' && similarity > LESSON_RAMP.floor;
      return label.sign > 0 && (voted || taught);
    })
    .slice(0, RECOLLECTIONS)
    .map(recollection);
}

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
