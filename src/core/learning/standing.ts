import type { Experience } from './experience';
import type { ActionId } from '../memory/episode';
import type { LearningState } from './learning-state';
import type { Signal } from './signal';

/**
 * What a piece of feedback does now: it teaches decisions; a newer, contradicting one took its place; it was set
 * aside after an alarm; its tool is not here, and it waits until it is; or it says nothing about decisions and is only
 * recorded.
 */
export type Standing = 'teaches' | 'replaced' | 'quarantined' | 'tool-gone' | 'recorded';

/** The standing of signals under what is known. */
export function standings(
  { labels, ledger }: Experience,
  { quarantined }: LearningState,
  isHere: (action: ActionId) => boolean,
) {
  const aside = new Set(quarantined);
  const held = new Set(ledger.map(({ signalId }) => signalId));
  return ({ id }: Signal): Standing => {
    const label = labels.get(id);
    if (!label) return 'recorded';
    if (!isHere(label.action)) return 'tool-gone';
    if (aside.has(id)) return 'quarantined';
    return held.has(id) ? 'teaches' : 'replaced';
  };
}
