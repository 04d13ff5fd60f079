import type { ActionId } from '../memory/episode';
import type { Trainer, TrainingProgress } from '../ports/trainer';
import type { Basis } from './basis';
import { behaviourDiff } from './behaviour-diff';
import { contested } from './council';
import type { AuditState } from './council';
import type { DecisionState } from './decision-state';
import { labelledState, unlabelledPrior } from './decision-state';
import type { Example } from './examples';
import { gateA } from './gate-a';
import { alignHead } from './head';
import type { KnownRequest } from './known-request';
import { TRAINING } from './parameters';
import { project } from './projection';
import type { ActionExamples } from './similarity';
import type { BehaviourChange, GateReport, Head } from './snapshot';
import type { SpeakingGate } from './speaking-gate';
import { GateKeeper } from './speaking-gate';
import { trainingSet } from './training-set';

/** Everything that one training needs; can be cloned into the worker. */
export interface TrainingJob {
  readonly basis: Basis;
  /** Rows of the head, in this order. */
  readonly actions: readonly ActionId[];
  readonly kappa: number;
  readonly actionExamples: readonly ActionExamples[];
  readonly examples: readonly Example[];
  readonly pins: readonly KnownRequest[];
  /** Calls that could not be made, see `failedCalls`. */
  readonly failedCalls: readonly KnownRequest[];
  /** Where to start; null is the zero head. */
  readonly start: Head | null;
  readonly steps: number;
  /** See `TrainingOptions`. */
  readonly allowCpu?: boolean;
  readonly live: Head | null;
  readonly previous: Head | null;
}

export interface TrainedCandidate {
  readonly head: Head;
  readonly gate: GateReport;
  readonly changes: readonly BehaviourChange[];
  /** Examples it was trained on. */
  readonly examples: number;
}

/** Fits a candidate and puts it through gate A and the council. Deterministic for the same job and trainer. */
export async function runTrainingJob(
  job: TrainingJob,
  trainer: Trainer,
  onProgress: (progress: TrainingProgress) => void,
  signal?: AbortSignal,
): Promise<TrainedCandidate> {
  const taught = job.examples.filter(({ holdout }) => !holdout);
  const gate = new GateKeeper(job.basis).gate(taught.map(({ embedding }) => embedding));
  const states = new Map(job.examples.map((example) => [example, stateOf(job, example, gate)]));
  const set = trainingSet(
    job.actions,
    job.basis.projection.dimensions,
    taught.flatMap((example) => {
      const state = states.get(example);
      return state ? [{ ...state, ...example }] : [];
    }),
    job.basis.anchors.map((embedding) => unlabelledState(job, '', embedding, gate)),
  );
  const head = await trainer.fit(
    set,
    job.start && alignHead(job.start, job.actions),
    { ...TRAINING, steps: job.steps, allowCpu: job.allowCpu },
    onProgress,
    signal,
  );
  return { head, ...judge(job, head, gate, states), examples: set.labels.length };
}

function judge(
  job: TrainingJob,
  candidate: Head,
  gate: SpeakingGate,
  states: ReadonlyMap<Example, DecisionState>,
) {
  const audit: AuditState[] = job.basis.audit.map(({ request, embedding }) => ({
    ...unlabelledState(job, request, embedding, gate),
    embedding,
  }));
  const known = [...states]
    .filter(([{ sign }]) => sign > 0)
    .map(([example, state]) => ({ ...example, state }));
  const { live, previous, examples: labels } = job;
  const at = (request: KnownRequest) => ({
    state: stateOf(job, request, gate),
    action: request.action,
  });
  const report = gateA({
    candidate,
    live,
    audit,
    pins: job.pins.map(at),
    failedCalls: job.failedCalls.map(at),
    heldOut: known.filter(({ holdout }) => holdout),
  });
  const objections = contested({ candidate, live, previous, labels, audit });
  const changes = behaviourDiff(live, candidate, [
    ...known.reverse().map(({ state, episodeId, action }) => ({ state, episodeId, right: action })),
    ...audit.map((state) => ({ state, episodeId: null, right: null })),
  ]);
  return {
    gate: { ...report, significant: report.significant || objections.length > 0 },
    changes,
  };
}

function stateOf(job: TrainingJob, example: Omit<KnownRequest, 'action'>, gate: SpeakingGate) {
  return labelledState(example, job.basis.projection, gate);
}

function unlabelledState(
  job: TrainingJob,
  request: string,
  embedding: Float32Array,
  gate: SpeakingGate,
): DecisionState {
  return {
    request,
    prior: unlabelledPrior(job.actions, job.actionExamples, job.kappa, embedding),
    phi: project(job.basis.projection, embedding),
    gate: gate(embedding),
  };
}
