import type { Experience } from './experience';
import type { LearningState } from './learning-state';
import type { Signal } from './signal';

/**
 * What a piece of feedback does now: it teaches decisions; a newer, contradicting one took its place; it was set
 * aside after an alarm; or it says nothing about decisions and is only recorded.
 */
export type Standing = 'teaches' | 'replaced' | 'quarantined' | 'recorded';

/** The standing of signals under what is known. */
export function standings({ labels, ledger }: Experience, { quarantined }: LearningState) {
  const aside = new Set(quarantined);
  const held = new Set(ledger.map(({ signalId }) => signalId));
  return ({ id }: Signal): Standing => {
    if (!labels.has(id)) return 'recorded';
    if (aside.has(id)) return 'quarantined';
    return held.has(id) ? 'teaches' : 'replaced';
  };
}
