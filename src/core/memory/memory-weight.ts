import type { Label } from '../learning/label';
import {
  CLIP,
  ETAS,
  ETA_DEFAULT,
  ETA_EVERY,
  ETA_FROM,
  ETA_LABELS,
  VOTE_RAMP,
} from '../learning/parameters';
import { argmax, clamp } from '../learning/softmax';
import { neighbours, vote } from './recall';

/** The newest answer: labels come one at a time, and most decisions ask about the same ones again. */
let latest: { readonly labels: readonly Label[]; readonly eta: number } | null = null;

/**
 * eta: how much the votes of memory count, by leave-one-out over the newest labels that say which action is right.
 * Of equals the smallest: what brings nothing should not speak. Asked anew at every 10th label, since 200 x 200
 * cosines after each one would be most of the time that feedback takes.
 */
export function memoryWeight(labels: readonly Label[]): number {
  const whole = labels.length - (labels.length % ETA_EVERY);
  const newest = labels.slice(Math.max(0, whole - ETA_LABELS), whole);
  const isLatest =
    latest?.labels.length === newest.length &&
    newest.every((label, i) => latest?.labels[i] === label);
  if (!latest || !isLatest) latest = { labels: newest, eta: leaveOneOut(newest) };
  return latest.eta;
}

function leaveOneOut(labels: readonly Label[]): number {
  const right = labels.filter(({ sign }) => sign > 0);
  if (right.length < ETA_FROM) return ETA_DEFAULT;
  const hits = ETAS.map(() => 0);
  for (const label of right) {
    const others = labels.filter(({ episodeId }) => episodeId !== label.episodeId);
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
