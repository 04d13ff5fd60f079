import type { Label } from './label';
import { SAME_REQUEST } from './parameters';
import { cosine } from './vector';

/** Labels that hold, in order of sequence. */
export type Ledger = readonly Label[];

/**
 * Adds a label, which must be newer than the others. It replaces older ones of the same episode and verdict that are
 * no more trusted, and contradicting ones of (nearly) the same request that are no more trusted.
 */
export function addLabel(ledger: Ledger, label: Label): Ledger {
  if (ledger.some((older) => repeats(older, label) && older.trust > label.trust)) return ledger;
  const kept = ledger.filter((older) => !repeats(older, label) && !superseded(older, label));
  return [...kept, label];
}

export function ledgerOf(labels: readonly Label[]): Ledger {
  return [...labels].sort((a, b) => a.sequence - b.sequence).reduce<Ledger>(addLabel, []);
}

function repeats(older: Label, newer: Label): boolean {
  return (
    older.episodeId === newer.episodeId &&
    older.action === newer.action &&
    older.sign === newer.sign
  );
}

function superseded(older: Label, newer: Label): boolean {
  return (
    newer.trust >= older.trust &&
    contradicts(older, newer) &&
    older.encoderHash === newer.encoderHash &&
    cosine(older.embedding, newer.embedding) > SAME_REQUEST
  );
}

/** Two labels of one request can't both hold: two right actions, or one that is right and wrong. */
export function contradicts(a: Label, b: Label): boolean {
  if (a.sign > 0 && b.sign > 0) return a.action !== b.action;
  return a.sign !== b.sign && a.action === b.action;
}
