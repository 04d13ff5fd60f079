import type { ToolArguments } from '../tools/tool';
import type { Json } from '../tools/json-schema';
import type { Change } from '../tools/user-data';

/** `reply` or a tool's id. */
export type ActionId = string;
export const REPLY: ActionId = 'reply';

/** One candidate of a decision with every term of its score, natural-log units. total is their sum. */
export interface CandidateScore {
  readonly action: ActionId;
  /** log p of the action's name under the language model, over the candidates. */
  readonly languageModel: number;
  /** kappa times the likeness to the action's example requests. */
  readonly examples: number;
  /** The trained head's part, gated and clipped. */
  readonly adapter: number;
  /** The part of recalled episodes and lessons. */
  readonly memory: number;
  readonly total: number;
  /** softmax of the totals. */
  readonly probability: number;
}

/** An earlier labelled request that spoke in a decision. */
export interface Recollection {
  readonly episodeId: string;
  readonly signalId: string;
  readonly request: string;
  readonly action: ActionId;
  /** Cosine to the present request. */
  readonly similarity: number;
  /** True when the user corrected that episode explicitly (a lesson). */
  readonly corrected: boolean;
  readonly at: number;
}

export interface Decision {
  readonly candidates: readonly CandidateScore[];
  readonly chosen: ActionId;
  /** Probability with which the policy chose it: 1 for greedy choices. */
  readonly propensity: number;
  /** What the frozen agent (no adapter, no memory) would have chosen. */
  readonly frozenChoice: ActionId;
  /** What the candidate in trial would have chosen; null without a trial. */
  readonly shadowChoice: ActionId | null;
  /** How much the adapter may speak here, 0 to 1. */
  readonly gate: number;
  /** Live snapshot, or null for the untrained agent. */
  readonly snapshotId: string | null;
  readonly modelId: string;
  readonly recollections: readonly Recollection[];
  readonly seconds: number;
}

export type ArgumentOrigin = 'words' | 'generated' | 'user' | 'memory';

/** One call of a tool: what, with which arguments, what came of it. */
export interface ToolStep {
  readonly toolId: string;
  readonly arguments: ToolArguments;
  /** Where each argument came from. */
  readonly origins: Readonly<Record<string, ArgumentOrigin>>;
  readonly outcome:
    | { readonly status: 'done'; readonly data: Json; readonly sentence: string }
    | { readonly status: 'failed'; readonly code: string; readonly sentence: string };
  /** Applying these takes the step's changes back. Empty for steps that changed nothing. */
  readonly inverse: readonly Change[];
  readonly undone: boolean;
  /** `agent` chose it; `correction`: the user picked the tool or fixed an argument. */
  readonly origin: 'agent' | 'correction';
  readonly seconds: number;
}

/** One interaction: a request, what was decided and done, what was answered. Labels live in signals. */
export interface Episode {
  readonly id: string;
  readonly conversationId: string;
  /** Monotonic over the whole store: the only order that is trusted. */
  readonly sequence: number;
  readonly at: number;
  readonly request: string;
  /** Pooled sentence state of the request; null when the encoder was not ready. */
  readonly embedding: Float32Array | null;
  readonly encoderHash: string;
  readonly decision: Decision | null;
  /** In order; a correction appends a step after undoing the one before. */
  readonly steps: readonly ToolStep[];
  readonly reply: string;
  /** The user's own wording, where they edited the answer. */
  readonly editedReply: string | null;
  readonly status: 'done' | 'failed' | 'cancelled';
  /** True when tool or web text was part of what the reply was generated from. */
  readonly tainted: boolean;
}
