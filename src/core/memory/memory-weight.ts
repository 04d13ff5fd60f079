import type { Label } from '../learning/label';
import { CLIP, ETAS, ETA_DEFAULT, ETA_FROM, ETA_LABELS, VOTE_RAMP } from '../learning/parameters';
import { argmax, clamp } from '../learning/softmax';
import { neighbours, vote } from './recall';

/**
 * eta: how much the votes of memory count, by leave-one-out over the newest labels that say which action is right.
 * Of equals the smallest: what brings nothing should not speak.
 */
export function memoryWeight(labels: readonly Label[]): number {
  const newest = labels.slice(-ETA_LABELS);
  const right = newest.filter(({ sign }) => sign > 0);
  if (right.length < ETA_FROM) return ETA_DEFAULT;
  const hits = ETAS.map(() => 0);
  for (const label of right) {
    const others = newest.filter(({ episodeId }) => episodeId !== label.episodeId);
    const votes = vote(neighbours(others, label.embedding, VOTE_RAMP.floor));
    const { actions, scores } = label.prior;
    ETAS.forEach((eta, i) => {
      const totals = scores.map((score, k) => score + voteScore(votes.get(actions[k]) ?? 0, eta));
      if (actions[argmax(totals)] === label.action) hits[i]++;
    });
  }
  return ETAS[argmax(hits)];
}

/** eta kNN(a) in nat: a unanimous vote of the nearest reaches the bound of what is learned. */
export function voteScore(votes: number, eta: number): number {
  return clamp(eta * CLIP * votes, -CLIP, CLIP);
}
