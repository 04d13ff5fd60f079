import type { Episode } from '../memory/episode';
import type { Batch, PinnedCase, Store } from '../ports/store';
import type { Experience } from './experience';
import { NO_EXPERIENCE, signalsOf, withBatch } from './experience';
import { followUps } from './follow-ups';
import { joinBatches } from './join-batches';
import type { NewSignal } from './learning';
import type { Mind } from './mind';
import { advance, intact, mindChanges } from './mind';
import { ownSignals } from './own-signals';
import { INITIAL_LEARNING } from './reduce-learning';
import type { Snapshot } from './snapshot';

/** What the learner knows, all at one moment. */
export interface Knowledge {
  readonly mind: Mind;
  readonly experience: Experience;
  readonly pins: readonly PinnedCase[];
}

/** Learns from the same record; `after` is the experience with the batch. */
export interface RecordFollower {
  /** What must be stored together with the batch. */
  consequences(batch: Batch, after: Experience): Batch;
  /** The batch is stored; at the start it is everything. */
  see(batch: Batch, after: Experience): void;
}

/**
 * The learner's knowledge as it is stored. One change at a time: it is stored in one commit and only then holds,
 * so that a store that refuses leaves everything as it was.
 */
export class Notebook {
  /** What could not be used, one sentence each. */
  readonly refused: readonly string[];
  readonly #store: Store;
  readonly #follower: RecordFollower | null;
  #knowledge: Knowledge;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    store: Store,
    knowledge: Knowledge,
    refused: readonly string[],
    follower: RecordFollower | null,
  ) {
    this.refused = refused;
    this.#store = store;
    this.#knowledge = knowledge;
    this.#follower = follower;
    follower?.see({ signals: [...knowledge.experience.signals.values()] }, knowledge.experience);
  }

  /** Reads what is stored. Episodes that nobody said anything about stay where they are. */
  static async open(store: Store, follower: RecordFollower | null = null): Promise<Notebook> {
    const [state, snapshots, signals, pins] = await Promise.all([
      store.learning(),
      store.all('snapshots'),
      store.all('signals'),
      store.all('pins'),
    ]);
    const ids = new Set([...signals, ...pins].map(({ episodeId }) => episodeId));
    const found = await Promise.all([...ids].map((id) => store.get('episodes', id)));
    const episodes = found.filter((episode) => episode !== null);
    const mind = {
      // What an older version stored has not all the fields.
      state: { ...INITIAL_LEARNING, ...state },
      snapshots: intact(snapshots),
    };
    const experience = withBatch(NO_EXPERIENCE, { episodes, signals });
    const refused = isTrialGone(mind) ? [lostCandidate(mind)] : [];
    const notebook = new Notebook(store, { mind, experience, pins }, refused, follower);
    await notebook.write({}, repaired(mind, store.nextSequence()));
    return notebook;
  }

  get knowledge(): Knowledge {
    return this.#knowledge;
  }

  /** Runs `work` when all work that was asked for before has ended. */
  readonly exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const result = this.#last.then(work);
    this.#last = result.catch(() => null);
    return result;
  };

  /** What would be known after the batch. */
  after(batch: Batch): Knowledge {
    const { mind, experience, pins } = this.#knowledge;
    const deleted = (batch.deletes ?? []).filter(({ table }) => table === 'pins');
    const replaced = new Set([...deleted, ...(batch.pins ?? [])].map(({ id }) => id));
    return {
      mind,
      experience: withBatch(experience, batch),
      pins: [...pins.filter(({ id }) => !replaced.has(id)), ...(batch.pins ?? [])],
    };
  }

  /** Stores the batch and the mind together; both hold when this resolves. */
  async write(batch: Batch, mind: Mind): Promise<void> {
    const after = this.after(batch);
    const changes = joinBatches(batch, mindChanges(this.#knowledge.mind, mind));
    const complete = joinBatches(
      changes,
      this.#follower?.consequences(batch, after.experience) ?? {},
    );
    if (Object.keys(complete).length > 0) await this.#store.commit(complete);
    this.#knowledge = { ...this.after(batch), mind };
    this.#follower?.see(batch, this.#knowledge.experience);
  }

  /** Makes an episode part of what is known, so that labels can refer to it. */
  async recallEpisode(id: string): Promise<Episode | null> {
    const known = this.#knowledge.experience.episodes.get(id);
    if (known) return known;
    const stored = await this.#store.get('episodes', id);
    if (stored) this.#knowledge = this.after({ episodes: [stored] });
    return stored;
  }

  /** What an episode says about itself and the one before, which is made part of what is known. */
  async signalsFrom(episode: Episode): Promise<NewSignal[]> {
    const previous = await this.#episodeBefore(episode);
    const said = previous ? signalsOf(this.#knowledge.experience, previous.id) : [];
    return [...(previous ? followUps(previous, episode, said) : []), ...ownSignals(episode)];
  }

  async #episodeBefore({ id, conversationId, sequence }: Episode): Promise<Episode | null> {
    const others = await this.#store.episodesOf(conversationId);
    const before = others.filter((other) => other.sequence < sequence && other.id !== id).at(-1);
    return before ? this.recallEpisode(before.id) : null;
  }
}

const isTrialGone = ({ state: { trial }, snapshots }: Mind) =>
  trial !== null && !snapshots.has(trial.candidateId);

function lostCandidate({ state }: Mind): string {
  const answers = state.liveId === null ? 'The agent answers untrained' : 'The live version stays';
  return `The version that was being tried was damaged and is not used. ${answers}; none of your feedback was lost, and another version is trained with more of it.`;
}

/** A live version or candidate whose record is gone or damaged is left for the newest one that was live before. */
function repaired(mind: Mind, sequence: number): Mind {
  const { state, snapshots } = mind;
  const sound = isTrialGone(mind) ? { ...mind, state: { ...state, trial: null } } : mind;
  if (state.liveId === null || snapshots.has(state.liveId)) return sound;
  const retired = [...snapshots.values()].filter(({ status }) => status === 'retired');
  const last = retired.reduce<Snapshot | null>(
    (newest, snapshot) => (newest && newest.sequence > snapshot.sequence ? newest : snapshot),
    null,
  );
  return advance(sound, {
    type: 'alarm',
    to: last?.id ?? null,
    reason: 'its weights were damaged',
    quarantine: [],
    sequence,
    expected: state.monitor.expected,
  });
}
