import {
  LESSON_MARGIN,
  LESSON_RAMP,
  LESSON_REACH,
  LESSON_VOTE_TEMPERATURE,
  STRANGE_LESSON_RAMP,
} from '../learning/parameters';
import { ramp } from '../learning/softmax';
import type { ActionId } from './episode';
import type { Neighbour } from './recall';

/** What explicit corrections near a request say: this action, this strongly (0 to 1). */
export interface Lesson {
  readonly action: ActionId;
  readonly strength: number;
}

/**
 * The lesson that holds where the agent is about to do `leader`; null far from any. A correction speaks against the
 * mistake it corrected; where the agent is about to do something else, only if the request is the very same.
 * Where labels disagree they vote by trust and nearness, so that a wrong correction is outvoted by what is said
 * later; only an action that someone explicitly corrected to can win, as strongly as it leads the vote. A correction
 * that all the rest contradicts has no more strength than it is believed.
 */
export function lessonFor(near: readonly Neighbour[], leader: ActionId): Lesson | null {
  const votes = new Map<ActionId, number>();
  const strengths = new Map<ActionId, number>();
  for (const neighbour of near) {
    const { label, similarity, belief } = neighbour;
    const weight = belief * Math.exp((similarity - 1) / LESSON_VOTE_TEMPERATURE);
    const said = weight * label.trust * label.sign;
    votes.set(label.action, (votes.get(label.action) ?? 0) + said);
    const strength = strengthOf(neighbour, leader);
    if (strength > (strengths.get(label.action) ?? 0)) strengths.set(label.action, strength);
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  if (ranked.length === 0) return null;
  const [[winner, top], [, second] = ['', 0]] = ranked;
  const strength = (strengths.get(winner) ?? 0) * ((top - Math.max(0, second)) / top);
  return strength > 0 && top > 0 ? { action: winner, strength } : null;
}

function strengthOf({ label, similarity, belief }: Neighbour, leader: ActionId): number {
  if (label.kind !== 'correction') return 0;
  const repeats = label.mistakes.includes(leader) || label.action === leader;
  return belief * ramp(similarity, repeats ? LESSON_RAMP : STRANGE_LESSON_RAMP);
}

/**
 * What a lesson adds to its action, nat: enough to lead the best other one by the margin times the strength, where
 * the gap is within its reach. 0 when the action leads already; goes to 0 with the strength.
 */
export function lift(
  actions: readonly ActionId[],
  scores: readonly number[],
  lesson: Lesson,
): number {
  const index = actions.indexOf(lesson.action);
  if (index < 0 || actions.length < 2) return 0;
  const others = Math.max(...scores.filter((_, i) => i !== index));
  const wanted = others + LESSON_MARGIN * lesson.strength - scores[index];
  return Math.max(0, Math.min(wanted, LESSON_REACH * lesson.strength));
}
