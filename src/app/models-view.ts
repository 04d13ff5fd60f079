import type { DeviceFacts } from '../core/models/device-facts';
import type { ModelEntry } from '../core/models/model-entry';
import type { ModelProfile } from '../core/models/model-profile';
import type { ModelStock, ShelfProgress } from '../core/ports/model-shelf';
import type { UserError } from './app-state';

/** Something that brings a model onto this device. */
export interface ModelJob {
  /** The model's id; for a GGUF its file's name or address; `default` for the models of the setup. */
  readonly id: string;
  readonly kind: 'download' | 'gguf' | 'default';
  readonly title: string;
  readonly status: 'running' | 'paused' | 'failed';
  /** null until the first bytes. */
  readonly progress: ShelfProgress | null;
  readonly error: UserError | null;
}

/** The language models, as the page shows them. */
export interface ModelsView {
  /** What answers, or is being loaded to. */
  readonly active: ModelEntry;
  readonly status: 'loading' | 'ready' | 'unloaded' | 'failed';
  /** All that can be chosen; the active one alone until the page was opened. */
  readonly entries: readonly ModelEntry[];
  readonly listing: 'unread' | 'reading' | 'read';
  /** How much of each entry is here, in the same order; empty until it was read. */
  readonly stock: readonly ModelStock[];
  readonly jobs: readonly ModelJob[];
  /** Deleted, and still to be had back with Undo. */
  readonly removing: readonly string[];
  readonly device: DeviceFacts | null;
  /** What the active model's word is worth in decisions; null until it was measured, and for the embedded one. */
  readonly profile: ModelProfile | null;
  /** The share of that measuring that is done, 0 to 1; null while none is under way. */
  readonly measured: number | null;
}
