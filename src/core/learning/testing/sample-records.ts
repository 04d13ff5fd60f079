import type { ActionId, Decision, Episode } from '../../memory/episode';
import type { Label } from '../label';
import type { Signal } from '../signal';
import { syntheticState } from './synthetic-encoder';

/** A decision between actions with the given prior scores (nat), made by the frozen agent. */
export function sampleDecision(scores: Readonly<Record<ActionId, number>>): Decision {
  const actions = Object.keys(scores);
  const chosen = actions.reduce((best, action) => (scores[action] > scores[best] ? action : best));
  return {
    candidates: actions.map((action) => ({
      action,
      languageModel: 0,
      examples: scores[action],
      adapter: 0,
      memory: 0,
      total: scores[action],
      probability: 1 / actions.length,
    })),
    chosen,
    propensity: 1,
    frozenChoice: chosen,
    shadowChoice: null,
    gate: 1,
    snapshotId: null,
    modelId: 'none',
    recollections: [],
    seconds: 0,
  };
}

/** An episode answered in words; its request's synthetic state is its embedding. */
export function sampleEpisode(request: string, changes: Partial<Episode> = {}): Episode {
  return {
    id: `episode ${request}`,
    conversationId: `conversation ${request}`,
    sequence: 1,
    at: 0,
    request,
    embedding: syntheticState(request),
    encoderHash: 'synthetic',
    decision: sampleDecision({ reply: 2, a: 1, b: 0 }),
    steps: [],
    reply: 'Hello.',
    editedReply: null,
    status: 'done',
    tainted: false,
    ...changes,
  };
}

export function sampleSignal(episode: Episode, changes: Partial<Signal> = {}): Signal {
  return {
    id: `signal ${episode.request}`,
    sequence: episode.sequence + 1,
    at: 0,
    episodeId: episode.id,
    conversationId: episode.conversationId,
    step: 0,
    kind: 'correction',
    action: 'a',
    argument: null,
    provenance: 'user',
    tainted: false,
    revoked: false,
    ...changes,
  };
}

export function sampleLabel(request: string, changes: Partial<Label> = {}): Label {
  return {
    signalId: `signal ${request}`,
    episodeId: `episode ${request}`,
    conversationId: `conversation ${request}`,
    sequence: 1,
    at: 0,
    request,
    embedding: syntheticState(request),
    encoderHash: 'synthetic',
    action: 'a',
    sign: 1,
    trust: 1,
    kind: 'correction',
    prior: { actions: ['reply', 'a', 'b'], scores: [2, 1, 0] },
    mistakes: ['reply'],
    ...changes,
  };
}
