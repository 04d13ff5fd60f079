import type { ActionId, Decision, Episode } from '../memory/episode';
import type { Clock } from '../ports/clock';
import type { Batch, PinnedCase } from '../ports/store';
import type { ArgumentLearner } from '../slots/argument-learner';
import { actionNames, type ActionNames } from './action-description';
import { Decider } from './decider';
import type { FacultyOptions } from './faculties';
import { Faculties } from './faculties';
import { deletion, forgetting } from './forgetting';
import { joinBatches } from './join-batches';
import type { DecisionContext, Learning, NewSignal, Situation } from './learning';
import type { LearningEvent } from './learning-event';
import type { LearningView } from './learning-view';
import type { Mind } from './mind';
import { advance, liveSnapshot, versionName, withSnapshot } from './mind';
import type { Knowledge } from './notebook';
import { newSnapshot } from './new-snapshot';
import { Notebook } from './notebook';
import { numberedSignals } from './numbered-signals';
import { observe } from './observe';
import { FIRST_TRAINING } from './parameters';
import { Reembedding } from './reembedding';
import { becauseSentence, signalSentence } from './sentences';
import type { Signal } from './signal';
import type { Trained } from './trainings';
import { approval, bringingIn, discarding, rollingBack, switchAt } from './version-events';
import { labelsNeeded, startsCold, tooFewExamples, Trainings } from './trainings';
import { viewOf } from './view';

export interface LearnerOptions extends FacultyOptions {
  readonly clock: Clock;
  readonly newId: () => string;
  /** Learns arguments from the same record; none in tests and benchmarks of decisions. */
  readonly arguments?: ArgumentLearner;
}

/** Learning over a store and a learning service: see `Learning` for what each method promises. */
export class Learner implements Learning {
  readonly #options: LearnerOptions;
  readonly #notebook: Notebook;
  readonly #faculties: Faculties;
  readonly #decider: Decider;
  readonly #trainings: Trainings;
  readonly #reembedding: Reembedding;
  readonly #listeners = new Set<(view: LearningView) => void>();
  readonly #names: ActionNames;
  #view: LearningView | null = null;
  /** The live version had to be forgotten: the next one takes its place. */
  #bereft = false;

  private constructor(options: LearnerOptions, notebook: Notebook) {
    this.#options = options;
    this.#notebook = notebook;
    this.#names = actionNames(options.actions);
    this.#faculties = new Faculties(options);
    this.#decider = new Decider(options, this.#faculties);
    this.#trainings = new Trainings(options, this.#faculties, this.#decider);
    this.#reembedding = new Reembedding(options, notebook);
  }

  /** Reads what is stored; needs no model. `prepare` does, and `situate` calls it. */
  static async open(options: LearnerOptions): Promise<Learner> {
    return new Learner(options, await Notebook.open(options.store, options.arguments));
  }

  /** What was stored and could not be used, one sentence each. */
  get refused(): readonly string[] {
    return this.#notebook.refused;
  }

  get view(): LearningView {
    this.#view ??= {
      ...viewOf(this.#known, this.#names, this.#faculties),
      training: this.#trainings.progress,
      reembedding: this.#reembedding.progress,
      arguments: this.#options.arguments?.view,
    };
    return this.#view;
  }

  subscribe(listener: (view: LearningView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async prepare(): Promise<void> {
    await this.#faculties.prepare();
    // A head can't speak before its features are there, and none was ever trained without them.
    if (this.#known.mind.state.liveId !== null) await this.#faculties.features();
    this.#notify();
    void this.#renew().catch(() => null);
    void this.#readAhead();
  }

  async situate(request: string): Promise<Situation> {
    if (!this.#faculties.info) await this.prepare();
    return this.#decider.situate(request);
  }

  decide(situation: Situation, context: DecisionContext): Decision {
    return this.#decider.decide(this.#known, situation, context);
  }

  recordEpisode(episode: Episode, extras: Batch = {}): Promise<void> {
    return this.#notebook.exclusive(async () => {
      const signals = numberedSignals(await this.#notebook.signalsFrom(episode), this.#options);
      const batch = joinBatches({ episodes: [episode], signals }, extras);
      const mind = advance(this.#known.mind, { type: 'episode-recorded' });
      await this.#write(batch, signals.length > 0 ? this.#observed(mind, batch) : mind);
    });
  }

  recordSignals(signals: readonly NewSignal[], extras: Batch = {}): Promise<Signal[]> {
    return this.#notebook.exclusive(async () => {
      for (const { episodeId } of signals) await this.#notebook.recallEpisode(episodeId);
      const numbered = numberedSignals(signals, this.#options);
      const batch = joinBatches({ signals: numbered }, extras);
      await this.#write(batch, this.#observed(this.#known.mind, batch));
      void this.#readAhead();
      return numbered;
    });
  }

  takeBack(signalId: string): Promise<void> {
    const signal = this.#known.experience.signals.get(signalId);
    if (!signal || signal.revoked) return Promise.resolve();
    return this.#forget([signalId], { signals: [{ ...signal, revoked: true }] });
  }

  deleteEpisodes(episodeIds: readonly string[], extras: Batch = {}): Promise<void> {
    const { signals, batch } = deletion(this.#known, episodeIds);
    return this.#forget(signals, joinBatches(batch, extras));
  }

  async maybeTrain(): Promise<boolean> {
    const { state } = this.#known.mind;
    const due =
      this.#known.experience.labels.size >= labelsNeeded(state) && state.monitor.rest === 0;
    if (state.paused) return false;
    const trained = due && !this.#trainings.busy ? await this.#train() : false;
    await this.#options.arguments?.maybeTrain(this.#notebook.exclusive, this.#notify);
    return trained;
  }

  async trainNow(): Promise<void> {
    const labels = this.#known.experience.labels.size;
    if (labels < FIRST_TRAINING) throw tooFewExamples(labels);
    await (this.#trainings.busy ?? this.#train());
  }

  cancelTraining(): void {
    this.#trainings.cancel();
    this.#options.arguments?.cancelTraining();
  }

  rollBackArguments(id: string | null): Promise<void> {
    const rolled = async () => this.#options.arguments?.rollBack(id);
    return this.#notebook.exclusive(rolled).then(this.#notify);
  }

  approve(id: string): Promise<void> {
    return this.#change(() => approval(this.#known, id, this.#faculties.fits, this.#next()));
  }

  discard(id: string): Promise<void> {
    return this.#change(() => discarding(this.#known, id));
  }

  rollBack(to: string | null): Promise<void> {
    return this.#change(() => rollingBack(this.#known, to, this.#faculties.fits, this.#next()));
  }

  keep(id: string, kept: boolean): Promise<void> {
    return this.#change(() => ({ type: 'kept', id, kept }));
  }

  compare(before: string | null, after: string | null): ReturnType<Learning['compare']> {
    return this.#decider.compare(this.#known, before, after);
  }

  pause(paused: boolean): Promise<void> {
    if (paused) this.cancelTraining();
    return this.#change(() => ({ type: 'paused', paused }));
  }

  pin({ id, request }: Episode, action: ActionId): Promise<PinnedCase> {
    return this.#notebook.exclusive(async () => {
      await this.#notebook.recallEpisode(id);
      const pin = { id: this.#options.newId(), episodeId: id, request, action };
      await this.#write({ pins: [pin] }, this.#observed(this.#known.mind, { pins: [pin] }));
      return pin;
    });
  }

  unpin(pinId: string): Promise<void> {
    const deletes = [{ table: 'pins' as const, id: pinId }];
    return this.#notebook.exclusive(() => this.#write({ deletes }, this.#known.mind));
  }

  because(decision: Decision): string | null {
    return becauseSentence(decision, (id) => versionName(this.#known.mind, id));
  }

  sentence(signal: Signal): string {
    const episode = this.#known.experience.episodes.get(signal.episodeId);
    return signalSentence(signal, episode?.request ?? '', this.#names.title);
  }

  get #known(): Knowledge {
    return this.#notebook.knowledge;
  }

  readonly #notify = (): void => {
    this.#view = null;
    for (const listener of this.#listeners) listener(this.view);
  };

  /**
   * What only feedback makes necessary, so that the next request need not wait for it: the tools' own calls, then the
   * features, with the unrelated requests by which memory knows what no tool is for.
   */
  async #readAhead(): Promise<void> {
    await this.#options.arguments?.prepare();
    if (this.#known.experience.labels.size === 0 || this.#faculties.space) return;
    await this.#faculties.features().catch(() => null);
  }

  async #write(batch: Batch, mind: Mind): Promise<void> {
    await this.#notebook.write(batch, mind);
    this.#notify();
  }

  #change(event: () => LearningEvent): Promise<void> {
    return this.#notebook.exclusive(() => this.#write({}, advance(this.#known.mind, event())));
  }

  /** The mind after counting what the batch adds to the record. */
  #observed(mind: Mind, batch: Batch): Mind {
    const { experience, pins } = this.#notebook.after(batch);
    return observe(mind, {
      experience,
      pins,
      space: this.#faculties.space,
      gate: this.#decider.insight({ mind, experience, pins }).gate,
      sequence: this.#next(),
    });
  }

  /** The number of the next record. */
  #next(): number {
    return this.#options.store.nextSequence();
  }

  #forget(signalIds: readonly string[], batch: Batch): Promise<void> {
    this.cancelTraining();
    return this.#notebook.exclusive(async () => {
      const forgotten = forgetting(this.#known, signalIds);
      if (!forgotten) return this.#write(batch, this.#known.mind);
      const { liveRemoved, ...event } = forgotten;
      const changed = switchAt(this.#known, this.#next());
      const forgot = advance(this.#known.mind, { type: 'forgotten', ...event, ...changed });
      await this.#write(batch, this.#observed(forgot, batch));
      // A training that began meanwhile holds what was forgotten.
      this.cancelTraining();
      this.#bereft ||= liveRemoved;
    });
  }

  /** In the background: where it fails, the next start goes on. What was learned is then learned from zero. */
  async #renew(): Promise<void> {
    const hash = this.#faculties.info?.encoderHash ?? '';
    const renewed = await this.#reembedding.run(hash, this.#notify);
    const live = liveSnapshot(this.#known.mind);
    // Silent where the page was closed between the reading and the training.
    if (!renewed && (!live || this.#faculties.fits(live))) return;
    this.#bereft ||= live !== undefined;
    if (!this.#known.mind.state.paused) await this.trainNow();
  }

  #train(): Promise<boolean> {
    const cold = this.#bereft || startsCold(this.#known.mind, this.#options.clock.now());
    return this.#trainings.train(() => this.#known, cold, this.#notify, this.#bringIn);
  }

  readonly #bringIn = (trained: Trained, isCancelled: () => boolean): Promise<boolean> =>
    this.#notebook.exclusive(async () => {
      if (isCancelled()) return false;
      const { mind } = this.#known;
      const candidate = newSnapshot(trained, mind, {
        id: this.#options.newId(),
        sequence: this.#next(),
        at: this.#options.clock.now(),
      });
      const event = bringingIn(this.#known, candidate, this.#bereft, this.#next());
      await this.#write({}, advance(withSnapshot(mind, candidate), event));
      this.#bereft = false;
      return true;
    });
}
