import type { Signal, SignalKind } from '../learning/signal';
import { understood, type ActionId, type Episode } from '../memory/episode';
import { standingStep } from '../memory/standing-step';
import type { ExampleCall } from './prompts';

/** Feedback after which a call is worth repeating. */
const confirming: readonly SignalKind[] = ['correction', 'argument-edit', 'thumbs-up'];
/** Cosine under which another request's arguments say little about this one's form. */
const nearCall = 0.5;
/** Cosine at which a request is the same for the purpose of its answer. */
const sameRequest = 0.9;
const recalledCalls = 2;

/** Cosine of two unit vectors. */
function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

interface Near {
  readonly episode: Episode;
  readonly similarity: number;
}

/** Episodes with feedback of one of `kinds`, at least `floor` similar, the most similar first. */
function nearConfirmed(
  episodes: readonly Episode[],
  signals: readonly Signal[],
  embedding: Float32Array,
  kinds: readonly SignalKind[],
  floor: number,
): Near[] {
  const confirmed = new Set(
    signals.filter((s) => !s.revoked && kinds.includes(s.kind)).map((s) => s.episodeId),
  );
  return episodes
    .flatMap((episode) => {
      if (!episode.embedding || !confirmed.has(episode.id)) return [];
      const similarity = cosine(episode.embedding, embedding);
      return similarity >= floor ? [{ episode, similarity }] : [];
    })
    .sort((a, b) => b.similarity - a.similarity || b.episode.sequence - a.episode.sequence);
}

/** Calls of `toolId` that the user made right or praised, for the prompt: the nearest last. */
export function recallCalls(
  episodes: readonly Episode[],
  signals: readonly Signal[],
  toolId: ActionId,
  embedding: Float32Array,
): ExampleCall[] {
  return nearConfirmed(episodes, signals, embedding, confirming, nearCall)
    .flatMap(({ episode }) => {
      const step = standingStep(episode);
      return step?.toolId === toolId
        ? [{ request: understood(episode), arguments: step.arguments }]
        : [];
    })
    .slice(0, recalledCalls)
    .reverse();
}

/** The user's own wording of the answer to (nearly) this request, or null. */
export function recallAnswer(
  episodes: readonly Episode[],
  signals: readonly Signal[],
  embedding: Float32Array,
): string | null {
  const near = nearConfirmed(episodes, signals, embedding, ['answer-edit'], sameRequest);
  return near[0]?.episode.editedReply ?? null;
}
