import type { ActionId, CandidateScore, Decision, Episode } from '../memory/episode';
import { headScores } from './head';
import type { Label } from './label';
import { labelOf } from './label';
import { CLIP } from './parameters';
import type { Signal } from './signal';
import type { Head } from './snapshot';
import { argmax, clamp } from './softmax';

/** What is known about one decision: which action was right, or only that the chosen one was wrong. */
export interface Outcome {
  readonly episode: Episode;
  readonly decision: Decision;
  readonly right: ActionId | null;
  /** The agent's first choice was the right one. */
  readonly liveRight: boolean;
  readonly frozenRight: boolean;
  /** The user undid or corrected what was done. */
  readonly undone: boolean;
}

/**
 * The verdict of an episode's signals: a newer one replaces an older one that is no more trusted. Null when nobody
 * said anything. Where only the chosen action is known to be wrong, the frozen agent has the benefit of the doubt.
 */
export function outcomeOf(episode: Episode, signals: readonly Signal[]): Outcome | null {
  const { decision } = episode;
  const labels = signals
    .map((signal) => labelOf(signal, episode))
    .filter((label) => label !== null)
    .sort((a, b) => a.sequence - b.sequence);
  const verdict = labels.reduce<Label | null>(
    (held, label) => (held && held.trust > label.trust ? held : label),
    null,
  );
  if (!decision || !verdict) return null;
  const undone = labels.some(({ kind }) => UNDOING.has(kind));
  const about = { episode, decision, undone };
  if (verdict.sign > 0) {
    const right = verdict.action;
    const liveRight = decision.chosen === right;
    return { ...about, right, liveRight, frozenRight: decision.frozenChoice === right };
  }
  if (verdict.action !== decision.chosen) return null;
  const frozenRight = decision.frozenChoice !== decision.chosen;
  return { ...about, right: null, liveRight: false, frozenRight };
}

const UNDOING: ReadonlySet<string> = new Set(['undo', 'correction', 'hindsight']);

/** What a stored decision would have been without the head that spoke in it. */
export function choiceWithoutHead(decision: Decision): ActionId {
  return best(decision, ({ total, adapter }) => total - adapter);
}

/** A stored decision as it would have been had memory been silent. */
export function withoutMemory(decision: Decision): Decision {
  const candidates = decision.candidates.map((candidate) => ({
    ...candidate,
    total: candidate.total - candidate.memory,
    memory: 0,
  }));
  return {
    ...decision,
    candidates,
    chosen: best({ ...decision, candidates }, ({ total }) => total),
  };
}

/** What a stored decision would have been with another head, or with none; memory speaks as it did. */
export function choiceWithHead(decision: Decision, head: Head | null, phi: Float32Array): ActionId {
  if (!head) return choiceWithoutHead(decision);
  const scores = headScores(
    head,
    decision.candidates.map(({ action }) => action),
    phi,
  );
  return best(decision, (candidate, i) => {
    const adapter = clamp(decision.gate * scores[i], -CLIP, CLIP);
    return candidate.languageModel + candidate.examples + adapter + candidate.memory;
  });
}

function best(decision: Decision, score: (candidate: CandidateScore, index: number) => number) {
  return decision.candidates[argmax(decision.candidates.map(score))].action;
}
