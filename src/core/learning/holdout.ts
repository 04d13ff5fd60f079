import type { Label } from './label';
import { HOLDOUT } from './parameters';
import { argmax } from './softmax';

/**
 * Episodes that are never trained on, so that gate A has something to ask: the 2nd and the 5th of a kind, then every
 * 5th. Of a kind are those with the same action and sign that the untrained agent gets right, or wrong: whoever
 * teaches one thing five times has two cases kept apart that tell a candidate from the untrained agent. A share of 20 %
 * drawn at random keeps less than two of five apart in 74 % of cases.
 *
 * Pass every label, also those that newer ones replaced and those in quarantine: then only deleting or taking back
 * moves a place, and that deletes all versions that were trained since.
 */
export function heldOutEpisodes(labels: Iterable<Label>): ReadonlySet<string> {
  const ordered = [...labels].sort((a, b) => a.sequence - b.sequence);
  const held = new Set<string>();
  const placed = new Set<string>();
  const counts = new Map<string, number>();
  // What was right comes first: an undo before a correction must not give the episode its place. (Places of what
  // was wrong can so move later; the gate does not ask those.)
  for (const sign of [1, -1] as const) {
    for (const label of ordered) {
      // All labels of an episode are on the same side.
      if (label.sign !== sign || placed.has(label.episodeId)) continue;
      placed.add(label.episodeId);
      const kind = kindOf(label);
      const place = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, place);
      if (isHeldOut(place)) held.add(label.episodeId);
    }
  }
  return held;
}

function kindOf({ action, sign, prior }: Label): string {
  const known = prior.actions[argmax(prior.scores)] === action;
  return JSON.stringify([action, sign, known]);
}

function isHeldOut(place: number): boolean {
  return place === HOLDOUT.first || place % HOLDOUT.every === 0;
}
