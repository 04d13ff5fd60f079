import type { Mind } from './mind';
import { liveSnapshot, trialSnapshot } from './mind';
import type { Decider } from './decider';
import type { Faculties, FacultyOptions } from './faculties';
import type { FeatureSpace } from './feature-space';
import { priorOf } from './label';
import type { Knowledge } from './notebook';
import { COLD_STEPS, WARM_STEPS } from './parameters';
import { previousOf } from './snapshot-keeping';
import type { Snapshot } from './snapshot';
import type { PinnedState, TrainedCandidate, TrainingJob } from './training-job';
import { TrainingRun } from './training-run';

export interface Trained extends TrainedCandidate {
  /** The live version when the training began. */
  readonly parentId: string | null;
  readonly space: FeatureSpace;
}

/** Runs one training at a time. */
export class Trainings {
  readonly #options: FacultyOptions;
  readonly #faculties: Faculties;
  readonly #decider: Decider;
  #run: TrainingRun | null = null;
  #busy: Promise<unknown> | null = null;

  constructor(options: FacultyOptions, faculties: Faculties, decider: Decider) {
    this.#options = options;
    this.#faculties = faculties;
    this.#decider = decider;
  }

  get progress() {
    return this.#run?.progress ?? null;
  }

  /** The training in progress, or null. */
  get busy(): Promise<unknown> | null {
    return this.#busy;
  }

  cancel(): void {
    this.#run?.cancel();
  }

  /**
   * Trains on what is known, then lets `apply` bring the candidate in unless it was cancelled meanwhile.
   * `cold` starts from the zero head. True when a candidate was brought in.
   */
  train(
    known: () => Knowledge,
    cold: boolean,
    onProgress: () => void,
    apply: (trained: Trained, isCancelled: () => boolean) => Promise<boolean>,
  ): Promise<boolean> {
    const work = async () => {
      const space = await this.#faculties.features();
      const knowledge = known();
      const job = this.#job(knowledge, space, cold);
      const run = new TrainingRun(this.#options.service, job, onProgress);
      this.#run = run;
      onProgress();
      const trained = await run.result;
      if (!trained || run.cancelled) return false;
      const parentId = knowledge.mind.state.liveId;
      return apply({ ...trained, parentId, space }, () => run.cancelled);
    };
    const busy = work().finally(() => {
      this.#run = null;
      this.#busy = null;
      onProgress();
    });
    this.#busy = busy;
    return busy;
  }

  #job(knowledge: Knowledge, space: FeatureSpace, cold: boolean): TrainingJob {
    const { mind } = knowledge;
    const live = liveSnapshot(mind);
    const previous = previousOf(mind.snapshots, live);
    const { hash } = space.basis.projection;
    const head = (snapshot: Snapshot | null | undefined) =>
      snapshot?.projectionHash === hash ? snapshot.head : null;
    const start = cold ? null : head(trialSnapshot(mind) ?? live);
    return {
      basis: space.basis,
      actions: this.#options.actions.map(({ id }) => id),
      kappa: this.#options.kappa,
      actionExamples: this.#faculties.examples,
      examples: this.#decider.insight(knowledge).examples,
      pins: pinnedStates(knowledge),
      start,
      steps: start ? WARM_STEPS : COLD_STEPS,
      live: head(live),
      previous: head(previous),
    };
  }
}

function pinnedStates({ pins, experience }: Knowledge): PinnedState[] {
  return pins.flatMap(({ episodeId, request, action }) => {
    const episode = experience.episodes.get(episodeId);
    return episode?.decision && episode.embedding
      ? [{ request, action, embedding: episode.embedding, prior: priorOf(episode.decision) }]
      : [];
  });
}

const DAY = 86_400_000;

/** The first training of a day (UTC) starts from zero, so that the errors of many small steps don't pile up. */
export function startsCold({ snapshots }: Mind, now: number): boolean {
  const newest = Math.max(0, ...[...snapshots.values()].map(({ at }) => at));
  return Math.floor(newest / DAY) !== Math.floor(now / DAY);
}
