import type { ActionId, Episode } from '../memory/episode';
import { REPLY } from '../memory/episode';
import type { NewSignal } from './learning';
import { REPHRASE } from './parameters';
import type { Signal, SignalKind } from './signal';
import { cosine } from './vector';

/**
 * What the next episode of a conversation says about the one before: undone and then done with another tool
 * (hindsight), asked again in other words (rephrase), stopped by the user (abandon), or done and left alone (verified
 * success). What the user
 * `said` about it is not overruled by what merely followed: then only hindsight adds to it.
 */
export function followUps(
  previous: Episode,
  next: Episode,
  said: readonly Signal[] = [],
): NewSignal[] {
  const byUser = said.filter(({ kind }) => kind !== 'schema-failure');
  if (previous.status === 'cancelled' && byUser.length === 0) {
    return [signalFor(previous, 'abandon', actionOf(previous))];
  }
  if (!previous.decision || isSameMessage(previous, next)) return [];
  if (isHindsight(previous, next)) return [signalFor(previous, 'hindsight', actionOf(next))];
  if (byUser.length > 0) return [];
  if (isRephrase(previous, next)) return [signalFor(previous, 'rephrase', actionOf(previous))];
  if (isVerified(previous)) return [signalFor(previous, 'verified-success', actionOf(previous))];
  return [];
}

/** Another step of the same message: it came too soon to say anything about the one before. */
function isSameMessage(previous: Episode, next: Episode): boolean {
  const first = next.thread?.part?.first;
  return first !== undefined && first === previous.thread?.part?.first;
}

/** What the episode did: its last step's tool, or a reply. */
function actionOf(episode: Episode): ActionId {
  return episode.steps.at(-1)?.toolId ?? REPLY;
}

/** The user undid what was done, and asking for the same again another tool did it. */
function isHindsight(previous: Episode, next: Episode): boolean {
  const last = next.steps.at(-1);
  return (
    previous.steps.length > 0 &&
    previous.steps.every((step) => step.undone) &&
    last?.outcome.status === 'done' &&
    !last.undone &&
    last.toolId !== actionOf(previous) &&
    similarity(previous, next) > REPHRASE.similarity
  );
}

/** The same request again in other words, within a minute. */
function isRephrase(previous: Episode, next: Episode): boolean {
  const waited = next.at - previous.at;
  // "and tomorrow?" asks for something else, however much it sounds the same in full.
  return (
    !next.thread?.refersTo &&
    waited >= 0 &&
    waited <= REPHRASE.within &&
    previous.request.trim().toLowerCase() !== next.request.trim().toLowerCase() &&
    similarity(previous, next) > REPHRASE.similarity
  );
}

/** The agent's own choice of a tool worked, and nobody undid or corrected it. */
function isVerified(episode: Episode): boolean {
  const [step] = episode.steps;
  return (
    episode.steps.length === 1 &&
    step.origin === 'agent' &&
    step.outcome.status === 'done' &&
    !step.undone
  );
}

function similarity(a: Episode, b: Episode): number {
  const comparable = a.embedding && b.embedding && a.encoderHash === b.encoderHash;
  return comparable && a.embedding && b.embedding ? cosine(a.embedding, b.embedding) : 0;
}

function signalFor(episode: Episode, kind: SignalKind, action: ActionId): NewSignal {
  return {
    episodeId: episode.id,
    conversationId: episode.conversationId,
    step: Math.max(0, episode.steps.length - 1),
    kind,
    action,
    argument: null,
    provenance: kind === 'verified-success' ? 'verifier' : 'user',
    tainted: episode.tainted,
  };
}
