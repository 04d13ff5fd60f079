import type { Conversation } from '../core/conversation/conversation';
import type { LearningView } from '../core/learning/learning-view';
import type { Signal } from '../core/learning/signal';
import type { Episode } from '../core/memory/episode';
import type { EngineInfo } from '../core/ports/text-generator';
import type { Tool } from '../core/tools/tool';
import type { ListItem, Note, Reminder } from '../core/tools/user-data';
import type { ModelsView } from './models-view';

export type {
  AlarmView,
  LearnedSentence,
  LearningView,
  SuccessPoint,
  TrialPair,
} from '../core/learning/learning-view';
export type { ModelJob, ModelsView } from './models-view';

/** Something that went wrong, for people: what happened, what is safe, what to do. */
export interface UserError {
  readonly code: string;
  readonly message: string;
}

export interface ModelProgress {
  readonly model: string;
  readonly status: 'waiting' | 'loading' | 'ready' | 'failed';
  /** Bytes. total 0 while unknown. */
  readonly loaded: number;
  readonly total: number;
}

export type TurnPhase = 'queued' | 'deciding' | 'filling' | 'running' | 'writing' | 'done';

/** One turn as the page shows it: the episode so far and what the user said about it. */
export interface Turn {
  readonly episode: Episode;
  readonly phase: TurnPhase;
  /** Not revoked, oldest first. */
  readonly feedback: readonly Signal[];
  /** "Because you corrected “put eggs on the list” on 12 May", when memory or the adapter changed the decision. */
  readonly because: string | null;
  /** "Learned: “put X on the list” → Shopping list. Applies now.", after feedback; null otherwise. */
  readonly learned: { readonly sentence: string; readonly signalId: string } | null;
  /** Tokens per second of a streamed answer; null for tool answers. */
  readonly tokensPerSecond: number | null;
  /** Earlier turns that no longer fitted the model's context. */
  readonly trimmed: number;
}

export interface AppState {
  readonly startup: {
    readonly status: 'starting' | 'ready' | 'failed';
    readonly models: readonly ModelProgress[];
    readonly error: UserError | null;
  };
  readonly engine: EngineInfo | null;
  readonly models: ModelsView;
  /** False when the browser says there is no network. */
  readonly online: boolean;
  /** True when service worker and models are cached: the page opens without a network. */
  readonly offlineReady: boolean;
  /** Another tab holds the database; this one waits. */
  readonly waitingForTab: boolean;
  readonly tools: readonly Tool[];
  /** Newest first. */
  readonly conversations: readonly Conversation[];
  readonly conversationId: string | null;
  readonly turns: readonly Turn[];
  /** A turn is running; `stop` ends it. */
  readonly busy: boolean;
  /** Passing messages with an optional undo, newest last. */
  readonly notices: readonly Notice[];
  readonly learning: LearningView;
  /** Feedback that is hidden already and forgotten when its Undo has passed. */
  readonly forgetting: readonly string[];
  readonly things: {
    readonly notes: readonly Note[];
    readonly listItems: readonly ListItem[];
    /** Due and not dismissed reminders first. */
    readonly reminders: readonly Reminder[];
  };
  /** Reminders whose time has come and which the user has not dismissed. */
  readonly due: readonly Reminder[];
  readonly storage: {
    readonly usage: number;
    readonly quota: number;
    readonly persisted: boolean;
    readonly damaged: number;
  } | null;
}

export interface Notice {
  readonly id: string;
  readonly kind: 'info' | 'error';
  readonly text: string;
  /** Label of the way back, when there is one ("Undo"). */
  readonly undo: string | null;
}
