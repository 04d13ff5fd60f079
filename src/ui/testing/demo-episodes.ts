import type {
  ActionId,
  CandidateScore,
  Decision,
  Episode,
  Recollection,
  ToolStep,
} from '../../core/memory/episode';
import type { Signal, SignalKind } from '../../core/learning/signal';

/** Probabilities from the terms of each candidate: [action, language model, examples, adapter, memory]. */
export type Terms = readonly [ActionId, number, number, number, number];

function scores(terms: readonly Terms[]): CandidateScore[] {
  const rows = terms.map(([action, languageModel, examples, adapter, memory]) => ({
    action,
    languageModel,
    examples,
    adapter,
    memory,
    total: languageModel + examples + adapter + memory,
  }));
  const top = Math.max(...rows.map(({ total }) => total));
  const mass = rows.reduce((sum, { total }) => sum + Math.exp(total - top), 0);
  return rows.map((row) => ({ ...row, probability: Math.exp(row.total - top) / mass }));
}

export function decision(terms: readonly Terms[], change: Partial<Decision> = {}): Decision {
  const candidates = scores(terms);
  const best = candidates.toSorted((a, b) => b.total - a.total)[0];
  const frozen = scores(
    terms.map(([action, model, examples]): Terms => [action, model, examples, 0, 0]),
  ).toSorted((a, b) => b.total - a.total)[0];
  return {
    candidates,
    chosen: best?.action ?? 'reply',
    propensity: 1,
    frozenChoice: frozen?.action ?? 'reply',
    shadowChoice: null,
    gate: 0.86,
    snapshotId: 's5',
    modelId: 'HuggingFaceTB/SmolLM2-135M-Instruct',
    recollections: [],
    seconds: 0.41,
    ...change,
  };
}

export function step(change: Partial<ToolStep> & Pick<ToolStep, 'toolId' | 'arguments'>): ToolStep {
  return {
    origins: {},
    outcome: { status: 'done', data: null, sentence: 'Done.' },
    inverse: [],
    undone: false,
    origin: 'agent',
    seconds: 0.02,
    ...change,
  };
}

export function episode(
  change: Partial<Episode> & Pick<Episode, 'id' | 'request' | 'at'>,
): Episode {
  return {
    conversationId: 'c1',
    sequence: 1,
    embedding: null,
    encoderHash: 'demo',
    decision: null,
    steps: [],
    reply: '',
    editedReply: null,
    status: 'done',
    tainted: false,
    ...change,
  };
}

export function signal(
  id: string,
  episodeId: string,
  kind: SignalKind,
  action: ActionId,
  at: number,
): Signal {
  return {
    id,
    sequence: Number.parseInt(id.replace(/\D/g, ''), 10) || 0,
    at,
    episodeId,
    conversationId: 'c1',
    step: 0,
    kind,
    action,
    argument: null,
    provenance: 'user',
    tainted: false,
    revoked: false,
  };
}

export function recollection(
  episodeId: string,
  request: string,
  action: ActionId,
  similarity: number,
  at: number,
  corrected = true,
): Recollection {
  return { episodeId, signalId: `g-${episodeId}`, request, action, similarity, corrected, at };
}
