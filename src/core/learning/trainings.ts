import { ApprenticeError } from '../errors/apprentice-error';
import type { Mind } from './mind';
import { liveSnapshot, trialSnapshot } from './mind';
import type { Decider } from './decider';
import type { Faculties, FacultyOptions } from './faculties';
import { failedCalls } from './failed-calls';
import type { FeatureSpace } from './feature-space';
import type { KnownRequest } from './known-request';
import { knownRequest } from './known-request';
import type { Knowledge } from './notebook';
import type { LearningState } from './learning-state';
import {
  COLD_STEPS,
  FIRST_TRAINING,
  TRAINING_EVERY,
  TRAINING_GROWTH,
  WARM_STEPS,
} from './parameters';
import { previousOf } from './snapshot-keeping';
import type { Snapshot } from './snapshot';
import type { TrainedCandidate, TrainingJob } from './training-job';
import { TrainingRun } from './training-run';

/** The setting in which the user agrees to training on the CPU where nothing faster works. */
export const TRAIN_ON_CPU = 'train-on-cpu';

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
      // Kept for the job, which is made in a task of its own.
      this.#decider.insight(known());
      const setting = await this.#options.store.get('settings', TRAIN_ON_CPU);
      const knowledge = known();
      const allowCpu = setting?.value === true;
      const job = { ...this.#job(knowledge, space, cold), allowCpu };
      const run = new TrainingRun(this.#options.service, job, onProgress);
      this.#run = run;
      onProgress();
      const trained = await run.result.finally(() => this.#faculties.describeAgain());
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
    const { projection, encoderHash } = space.basis;
    const { hash } = projection;
    const head = (snapshot: Snapshot | null | undefined) =>
      snapshot?.projectionHash === hash ? snapshot.head : null;
    const start = cold ? null : head(trialSnapshot(mind) ?? live);
    return {
      basis: space.basis,
      actions: this.#options.actions.map(({ id }) => id),
      kappa: this.#options.kappa,
      actionExamples: this.#faculties.examples,
      examples: this.#decider.insight(knowledge).examples,
      pins: pinnedRequests(knowledge, encoderHash),
      failedCalls: failedCalls(knowledge.experience, encoderHash),
      start,
      steps: start ? WARM_STEPS : COLD_STEPS,
      live: head(live),
      previous: head(previous),
    };
  }
}

function pinnedRequests({ pins, experience }: Knowledge, encoderHash: string): KnownRequest[] {
  return pins.flatMap(({ episodeId, request, action }) => {
    const episode = experience.episodes.get(episodeId);
    return (episode && knownRequest(episode, request, action, encoderHash)) ?? [];
  });
}

export function tooFewExamples(labels: number): ApprenticeError {
  return new ApprenticeError(
    'too-few-examples',
    `There are ${labels} pieces of feedback; training needs ${FIRST_TRAINING}. Corrections apply at once all the same.`,
  );
}

/** Labels at which the next training is due. */
export function labelsNeeded({ trainedAt }: LearningState): number {
  if (trainedAt === 0) return FIRST_TRAINING;
  const more = Math.max(TRAINING_EVERY, Math.floor(TRAINING_GROWTH * trainedAt));
  return Math.max(FIRST_TRAINING, trainedAt + more);
}

const DAY = 86_400_000;

/** The first training of a day (UTC) starts from zero, so that the errors of many small steps don't pile up. */
export function startsCold({ snapshots }: Mind, now: number): boolean {
  const newest = Math.max(0, ...[...snapshots.values()].map(({ at }) => at));
  return Math.floor(newest / DAY) !== Math.floor(now / DAY);
}
