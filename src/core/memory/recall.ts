import type { Label } from '../learning/label';
import { CLIP, NEIGHBOURS, VOTE_RAMP, VOTE_TEMPERATURE } from '../learning/parameters';
import { clamp, ramp, softmax } from '../learning/softmax';
import { cosine } from '../learning/vector';
import type { ActionId } from './episode';

/** A labelled request near the present one. */
export interface Neighbour {
  readonly label: Label;
  /** Cosine to the present request. */
  readonly similarity: number;
  /** How far the label is believed, 0 to 1; all the way where nobody asked what the others say. */
  readonly belief: number;
  /** Labels that are newer. */
  readonly age: number;
}

/** Labels, of a ledger in its order, with a cosine of at least `floor`; nearest first, the newer first among equals. */
export function neighbours(
  labels: readonly Label[],
  embedding: Float32Array,
  floor: number,
): Neighbour[] {
  return labels
    .map((label, index) => ({
      label,
      similarity: cosine(label.embedding, embedding),
      belief: 1,
      age: labels.length - 1 - index,
    }))
    .filter(({ similarity }) => similarity >= floor)
    .sort((a, b) => b.similarity - a.similarity || b.label.sequence - a.label.sequence);
}

/**
 * kNN(a): what the `k` nearest labels say about each action they name, -1 to 1. A neighbour counts by its share of
 * softmax(cosine / temperature) and by its trust; the whole fades out as the nearest one gets far.
 */
export function vote(near: readonly Neighbour[], k = NEIGHBOURS): Map<ActionId, number> {
  const voters = near.slice(0, k);
  const votes = new Map<ActionId, number>();
  if (voters.length === 0) return votes;
  const voice = ramp(voters[0].similarity, VOTE_RAMP);
  const shares = softmax(voters.map(({ similarity }) => similarity / VOTE_TEMPERATURE));
  voters.forEach(({ label }, i) => {
    const said = voice * shares[i] * label.trust * label.sign;
    votes.set(label.action, (votes.get(label.action) ?? 0) + said);
  });
  return votes;
}

/** A vote in nat: a unanimous one of the nearest reaches the bound of what is learned. */
export function voteScore(votes: number): number {
  return clamp(CLIP * votes, -CLIP, CLIP);
}
