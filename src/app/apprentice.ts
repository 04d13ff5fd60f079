import type { VersionComparison } from '../core/learning/version-comparison';
import type { Episode } from '../core/memory/episode';
import type { ModelEntry } from '../core/models/model-entry';
import type { ChosenFile } from '../core/ports/model-shelf';
import type { AppState } from './app-state';

/**
 * The application as the interface sees it: one immutable state and the things one can do. Every method
 * resolves when the effect is stored; problems become a notice or an error in the state, never a rejection.
 */
export interface Apprentice {
  readonly state: AppState;
  subscribe(listener: (state: AppState) => void): () => void;

  /** May be called before the models are loaded: the request is queued and runs when they are. */
  send(text: string): Promise<void>;
  stop(): void;
  /** Runs the request of an episode again, as a new turn. */
  retry(episodeId: string): Promise<void>;

  thumb(episodeId: string, direction: 'up' | 'down'): Promise<void>;
  /** "Should have used …": undoes what was done and does it with the right action (`reply` or a tool's id). */
  correct(episodeId: string, action: string): Promise<void>;
  fixArgument(episodeId: string, name: string, value: string): Promise<void>;
  editAnswer(episodeId: string, text: string): Promise<void>;
  undo(episodeId: string): Promise<void>;
  /** Puts the answer on the clipboard. */
  copyAnswer(episodeId: string): Promise<void>;
  /** Takes feedback back: it no longer teaches. */
  takeBack(signalId: string): Promise<void>;
  /** The same with ten seconds in which it can be undone. */
  forget(signalId: string): Promise<void>;

  newConversation(): void;
  openConversation(id: string): Promise<void>;
  renameConversation(id: string, title: string): Promise<void>;
  deleteConversation(id: string): Promise<void>;
  /** Episodes whose request, answer or tool match all words; all of them for an empty query. Newest first. */
  searchEpisodes(query: string): Promise<Episode[]>;
  deleteEpisode(id: string): Promise<void>;
  dismissReminder(id: string): Promise<void>;

  trainNow(): Promise<void>;
  cancelTraining(): void;
  approve(snapshotId: string): Promise<void>;
  discard(snapshotId: string): Promise<void>;
  /** Makes that version live again; null is the untrained agent. */
  rollBack(snapshotId: string | null): Promise<void>;
  /** Fills arguments as that version of the slot head does; null is rules and corrections alone. */
  rollBackArguments(versionId: string | null): Promise<void>;
  /** Keeps a version however many come after it, or no longer. */
  keepVersion(snapshotId: string, kept: boolean): Promise<void>;
  /** What two versions decide differently (null is the untrained agent); null when that can't be said now. */
  compareVersions(before: string | null, after: string | null): Promise<VersionComparison | null>;
  pauseLearning(paused: boolean): Promise<void>;
  pin(episodeId: string): Promise<void>;
  unpin(pinId: string): Promise<void>;

  /** Reads which models there are, what is here of them and what this device can do. Asks nothing of the network. */
  openModels(): Promise<void>;
  /** Loads a model that is here, in place of the present one, which comes back when that fails. */
  useModel(id: string): Promise<void>;
  /** Frees the model's memory until the next request, or ends its loading. */
  unloadModel(): void;
  /** Only after the user has agreed to it: this asks the hub. Goes on from what has arrived. */
  downloadModel(id: string): Promise<void>;
  pauseModelJob(id: string): void;
  resumeModelJob(id: string): Promise<void>;
  /** Ends it and deletes what has arrived. */
  cancelModelJob(id: string): Promise<void>;
  /** Deletes a model's files when ten seconds have passed in which it can be undone. */
  removeModel(id: string): Promise<void>;
  /** A chosen file, or an address on the hub, to which the user has agreed. */
  openGguf(file: ChosenFile | string): Promise<void>;
  /** Puts the model at an address into the list, after the user has agreed to look there; null when none can be used. */
  addModel(address: string, library?: string): Promise<ModelEntry | null>;
  /** Gets the models of the setup from the hub, where the page was served without; after the user has agreed. */
  installDefaultModels(): Promise<void>;

  dismissNotice(id: string): void;
  undoNotice(id: string): Promise<void>;
  setting<T>(key: string, fallback: T): T;
  changeSetting(key: string, value: unknown): Promise<void>;
  /** Everything as a JSON file. */
  exportAll(): Promise<string>;
  /** Replaces everything by what such a file holds; nothing changes when it is not sound. */
  importAll(text: string): Promise<void>;
  /** Deletes everything on this device and reloads. */
  wipe(): Promise<void>;
  /** Asks the browser not to evict the data. */
  persist(): Promise<void>;
}
