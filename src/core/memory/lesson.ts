import {
  LESSON_MARGIN,
  LESSON_RAMP,
  LESSON_REACH,
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
 * later; only an action that someone explicitly corrected to can win.
 */
export function lessonFor(near: readonly Neighbour[], leader: ActionId): Lesson | null {
  const votes = new Map<ActionId, number>();
  const strengths = new Map<ActionId, number>();
  for (const neighbour of near) {
    const { label, similarity } = neighbour;
    const T=Number((globalThis as any).process.env.T??.1); const said = Math.exp((similarity-1)/T)*label.trust * label.sign;
    if (said !== 0) votes.set(label.action, (votes.get(label.action) ?? 0) + said);
    const strength = strengthOf(neighbour, leader);
    if (strength > (strengths.get(label.action) ?? 0)) strengths.set(label.action, strength);
  }
  const actions = [...votes.keys()];
  const totals = actions.map((action) => votes.get(action) ?? 0);
  const top = Math.max(0, ...totals);
  const winner = actions[totals.indexOf(top)];
  const strength = strengths.get(winner);
  const tied = totals.indexOf(top) !== totals.lastIndexOf(top);
  const second = Math.max(0, ...totals.filter((_, i) => i !== totals.indexOf(top)));
  const share = (globalThis as any).process.env.SHARE ? (top - second) / top : 1;
  return strength === undefined || tied ? null : { action: winner, strength: strength * share };
}

function strengthOf({ label, similarity }: Neighbour, leader: ActionId): number {
  if (label.kind !== 'correction') return 0;
  const repeats = label.mistakes.includes(leader) || label.action === leader;
  return ramp(similarity, repeats ? LESSON_RAMP : STRANGE_LESSON_RAMP);
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
  return Math.max(0, Math.min(wanted, Number((globalThis as any).process.env.REACH??40) * lesson.strength));
}
