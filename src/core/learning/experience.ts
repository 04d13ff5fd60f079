import type { Episode } from '../memory/episode';
import type { Batch } from '../ports/store';
import type { Label } from './label';
import { labelOf } from './label';
import type { Ledger } from './ledger';
import { addLabel, ledgerOf } from './ledger';
import type { Outcome } from './outcome';
import { outcomeOf } from './outcome';
import type { Signal } from './signal';

/** The labelled part of the record, with what follows from it. */
export interface Experience {
  readonly episodes: ReadonlyMap<string, Episode>;
  readonly signals: ReadonlyMap<string, Signal>;
  /** By signal. */
  readonly labels: ReadonlyMap<string, Label>;
  readonly ledger: Ledger;
  /** By episode. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

export const NO_EXPERIENCE: Experience = {
  episodes: new Map(),
  signals: new Map(),
  labels: new Map(),
  ledger: [],
  outcomes: new Map(),
};

/** The experience after a batch is stored. Only what the batch touches is derived anew. */
export function withBatch(experience: Experience, batch: Batch): Experience {
  const episodes = new Map(experience.episodes);
  const signals = new Map(experience.signals);
  const touched = new Set<string>();
  for (const episode of batch.episodes ?? []) {
    episodes.set(episode.id, episode);
    touched.add(episode.id);
  }
  for (const signal of batch.signals ?? []) {
    signals.set(signal.id, signal);
    touched.add(signal.episodeId);
  }
  for (const { table, id } of batch.deletes ?? []) {
    if (table === 'episodes') episodes.delete(id);
    const signal = table === 'signals' ? signals.get(id) : undefined;
    if (signal) signals.delete(id);
    touched.add(signal?.episodeId ?? id);
  }
  return derive(experience, episodes, signals, touched);
}

function derive(
  before: Experience,
  episodes: ReadonlyMap<string, Episode>,
  signals: ReadonlyMap<string, Signal>,
  touched: ReadonlySet<string>,
): Experience {
  const labels = new Map(before.labels);
  const outcomes = new Map(before.outcomes);
  for (const label of before.labels.values()) {
    if (touched.has(label.episodeId)) labels.delete(label.signalId);
  }
  const bySignal = [...signals.values()].filter(({ episodeId }) => touched.has(episodeId));
  for (const id of touched) {
    const episode = episodes.get(id);
    const said = bySignal.filter(({ episodeId }) => episodeId === id);
    const outcome = episode ? outcomeOf(episode, said) : null;
    if (outcome) outcomes.set(id, outcome);
    else outcomes.delete(id);
    for (const signal of episode ? said : []) {
      const label = episode ? labelOf(signal, episode) : null;
      if (label) labels.set(signal.id, label);
    }
  }
  return { episodes, signals, labels, outcomes, ledger: ledgerAfter(before, labels) };
}

/** New labels are appended; anything else that changed means folding all of them again. */
function ledgerAfter(before: Experience, labels: ReadonlyMap<string, Label>): Ledger {
  const last = Math.max(0, ...[...before.labels.values()].map(({ sequence }) => sequence));
  const fresh: Label[] = [];
  let known = 0;
  for (const label of labels.values()) {
    const older = before.labels.get(label.signalId);
    if (older && sameTeaching(older, label)) known++;
    else if (!older && label.sequence > last) fresh.push(label);
    else return ledgerOf([...labels.values()]);
  }
  if (known < before.labels.size) return ledgerOf([...labels.values()]);
  return fresh.sort((a, b) => a.sequence - b.sequence).reduce<Ledger>(addLabel, before.ledger);
}

function sameTeaching(a: Label, b: Label): boolean {
  return (
    a.action === b.action &&
    a.sign === b.sign &&
    a.trust === b.trust &&
    a.encoderHash === b.encoderHash
  );
}

/** Outcomes in order of their episodes. */
export function outcomesInOrder(experience: Experience): Outcome[] {
  return [...experience.outcomes.values()].sort((a, b) => a.episode.sequence - b.episode.sequence);
}

/** What was said about an episode and not taken back. */
export function signalsOf(experience: Experience, episodeId: string): Signal[] {
  return [...experience.signals.values()].filter(
    (signal) => signal.episodeId === episodeId && !signal.revoked,
  );
}
