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
  /**
   * Candidates that the language model was not asked about, since there are too many: they carry the lowest of its
   * scores, and everything else of their own. Absent where it was asked about all.
   */
  readonly unasked?: readonly ActionId[];
}

/**
 * Where an argument came from: the user's `words`; words read with the `clock`; a confirmed call in `memory`; the
 * tool's `default`; `generated` by the model; the `user`, who fixed it.
 */
export type ArgumentOrigin = 'words' | 'clock' | 'memory' | 'default' | 'generated' | 'user';

/** An earlier call that a value was learned from. */
export interface LearnedFrom {
  readonly episodeId: string;
  readonly request: string;
  /** When the user put it right or confirmed it. */
  readonly at: number;
}

/** One call of a tool: what, with which arguments, what came of it. */
export interface ToolStep {
  readonly toolId: string;
  readonly arguments: ToolArguments;
  /** Where each argument came from. */
  readonly origins: Readonly<Record<string, ArgumentOrigin>>;
  /** The request's words that a value was read from, where they are not the value; absent in older records. */
  readonly words?: Readonly<Record<string, string>>;
  /** The earlier call that a value was learned from, where the untrained agent would have chosen another. */
  readonly learned?: Readonly<Record<string, LearnedFrom>>;
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

/** A question that the agent asked instead of making up what was missing. */
export interface OpenQuestion {
  readonly toolId: string;
  /** What is known already. */
  readonly arguments: ToolArguments;
  readonly origins: Readonly<Record<string, ArgumentOrigin>>;
  /** The request's words that a value was read from, where they are not the value; absent in older records. */
  readonly words?: Readonly<Record<string, string>>;
  /** Parameters that are asked for, in order. */
  readonly missing: readonly string[];
}

/** How an episode hangs together with others of its conversation. */
export interface Thread {
  /** The request in full where its words alone do not say it: "no, at 6" was "remind me to call mum at 6". */
  readonly resolved: string | null;
  /** One of several requests in one message; `first` is the episode of the first of them. */
  readonly part: {
    readonly message: string;
    readonly first: string;
    readonly index: number;
    readonly count: number;
  } | null;
  /** The earlier episode that it is about. */
  readonly refersTo: {
    readonly episodeId: string;
    /** It changed that step, repeated it with other values, took it back, quoted it, or answered its question. */
    readonly as: 'change' | 'repeat' | 'undo' | 'quote' | 'answer';
  } | null;
  readonly question: OpenQuestion | null;
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
  /** Absent where the episode stands by itself. */
  readonly thread?: Thread;
}

/** The request as it was understood: what is embedded, decided and filled in. */
export function understood({ request, thread }: Pick<Episode, 'request' | 'thread'>): string {
  return thread?.resolved ?? request;
}
