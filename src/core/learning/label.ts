import type { ActionId, Decision, Episode } from '../memory/episode';
import { REPLY, understood } from '../memory/episode';
import type { Signal, SignalKind } from './signal';
import { SIGNAL_WEIGHTS } from './signal-weights';

/** The scores of the permitted actions before anything was learned, nat. */
export interface Prior {
  readonly actions: readonly ActionId[];
  readonly scores: readonly number[];
}

/** What one signal says about one decision: for this request, this action is right (or wrong). */
export interface Label {
  readonly signalId: string;
  readonly episodeId: string;
  readonly conversationId: string;
  /** Of the signal: the order in which labels came. */
  readonly sequence: number;
  readonly at: number;
  readonly request: string;
  readonly embedding: Float32Array;
  readonly encoderHash: string;
  readonly action: ActionId;
  readonly sign: 1 | -1;
  readonly trust: number;
  readonly kind: SignalKind;
  readonly prior: Prior;
  /** What the agent wrongly did, or would have done untrained, where this is a correction. */
  readonly mistakes: readonly ActionId[];
}

/**
 * The label that a signal gives to its episode's decision, or null when it gives none: it was taken back, speaks of
 * arguments only, or rests on an episode with foreign text in its context. Text of tools or of the web is never a
 * label; with such text in the context only an explicit correction is one.
 */
export function labelOf(signal: Signal, episode: Episode): Label | null {
  const { trust, sign, decides } = SIGNAL_WEIGHTS[signal.kind];
  const { decision, embedding } = episode;
  if (signal.revoked || !decides || trust === 0 || !decision || !embedding) return null;
  const tainted = signal.tainted || episode.tainted;
  if (tainted && signal.kind !== 'correction') return null;
  if (signal.step < 0 || signal.step >= Math.max(1, episode.steps.length)) return null;
  const action = credited(signal, episode);
  const prior = priorOf(decision);
  if (!prior.actions.includes(action)) return null;
  return {
    signalId: signal.id,
    episodeId: episode.id,
    conversationId: episode.conversationId,
    sequence: signal.sequence,
    at: signal.at,
    request: understood(episode),
    embedding,
    encoderHash: episode.encoderHash,
    action,
    sign,
    trust,
    kind: signal.kind,
    prior,
    mistakes:
      signal.kind === 'correction'
        ? [...new Set([decision.chosen, decision.frozenChoice])].filter((a) => a !== action)
        : [],
  };
}

export function priorOf(decision: Decision): Prior {
  return {
    actions: decision.candidates.map(({ action }) => action),
    scores: decision.candidates.map(({ languageModel, examples }) => languageModel + examples),
  };
}

/**
 * Corrections and hindsight name another action than the one taken; everything else is about the step's own. Praise
 * of an episode whose step was taken back is about the words that stand there instead.
 */
function credited(signal: Signal, episode: Episode): ActionId {
  if (signal.kind === 'correction' || signal.kind === 'hindsight') return signal.action;
  const step = episode.steps[signal.step];
  if (!step) return signal.action;
  return step.undone && SIGNAL_WEIGHTS[signal.kind].sign > 0 ? REPLY : step.toolId;
}
