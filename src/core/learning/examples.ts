import type { Episode } from '../memory/episode';
import { heldOutEpisodes } from './holdout';
import type { Label } from './label';
import { labelOf } from './label';
import type { LearningState } from './learning-state';
import type { Ledger } from './ledger';
import { ledgerOf } from './ledger';
import { CONVERSATION_CAP, HALF_LIFE, HALF_LIFE_HURRY, ORIGIN_SHARE } from './parameters';
import { replayBuffer } from './reservoir';
import type { Signal } from './signal';
import { capShares } from './weight-caps';

/** A label with its weight in training; those held out are never trained on. */
export interface Example extends Label {
  /** Trust, halved every half-life, capped by conversation. */
  readonly weight: number;
  readonly holdout: boolean;
}

/** What the record of episodes and signals teaches. Pure: the same record always gives the same examples. */
export function extractExamples(
  episodes: readonly Episode[],
  signals: readonly Signal[],
  state: LearningState,
): Example[] {
  const byId = new Map(episodes.map((episode) => [episode.id, episode]));
  const labels = signals.flatMap((signal) => {
    const episode = byId.get(signal.episodeId);
    const label = episode ? labelOf(signal, episode) : null;
    return label ? [label] : [];
  });
  return examplesOf(ledgerOf(labels), state, heldOutEpisodes(labels));
}

/** The same from labels that are already in order and free of contradictions, and the episodes held out. */
export function examplesOf(
  ledger: Ledger,
  state: LearningState,
  heldOut: ReadonlySet<string> = heldOutEpisodes(ledger),
): Example[] {
  const quarantined = new Set(state.quarantined);
  const teaching = ledger.filter((label) => !quarantined.has(label.signalId));
  const kept = replayBuffer(capConversations(teaching));
  const halfLife = state.monitor.hurry > 0 ? HALF_LIFE_HURRY : HALF_LIFE;
  const aged = kept.map((label, i) => label.trust * 2 ** (-(kept.length - 1 - i) / halfLife));
  const weights = capShares(
    aged,
    kept.map(({ conversationId }) => conversationId),
    ORIGIN_SHARE,
  );
  return kept.map((label, i) => ({
    ...label,
    weight: weights[i],
    holdout: heldOut.has(label.episodeId),
  }));
}

/** Of each conversation, action and sign the most trusted labels, newest first among equals. */
function capConversations(ledger: Ledger): Label[] {
  const groups = new Map<string, Label[]>();
  for (const label of ledger) {
    const key = JSON.stringify([label.conversationId, label.action, label.sign]);
    groups.set(key, [...(groups.get(key) ?? []), label]);
  }
  const kept = new Set<Label>();
  for (const group of groups.values()) {
    group.sort((a, b) => b.trust - a.trust || b.sequence - a.sequence);
    for (const label of group.slice(0, CONVERSATION_CAP)) kept.add(label);
  }
  return ledger.filter((label) => kept.has(label));
}
