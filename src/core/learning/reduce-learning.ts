import { evidence, evidenceNeeded } from './evidence';
import type { LearningEvent, Reduced, StatusChange } from './learning-event';
import type { LearningState } from './learning-state';
import { freshMonitor } from './monitor';
import { ALARMS_KEPT, DISCARD_E, HURRY_EVENTS, REST_EVENTS, TRIAL_EVENTS } from './parameters';

type Result = Reduced<LearningState>;
type Of<T extends LearningEvent['type']> = Extract<LearningEvent, { type: T }>;

export const INITIAL_LEARNING: LearningState = {
  liveId: null,
  trial: null,
  monitor: freshMonitor(0, 0.2),
  candidates: 0,
  trainedAt: 0,
  quarantined: [],
  kept: [],
  alarms: [],
  paused: false,
};

/**
 * The one function through which the live version changes. It goes live by evidence, by approval, or in place of a
 * version that had to be forgotten; it is left by roll back, alarm or forgetting. Nothing else touches it.
 */
export function reduceLearning(state: LearningState, event: LearningEvent): Result {
  switch (event.type) {
    case 'episode-recorded':
      return unchanged({ ...state, monitor: countDown(state) });
    case 'candidate-trained':
      return enterTrial({ ...state, trainedAt: event.labels }, event);
    case 'rebuilt':
      return rebuilt({ ...state, trainedAt: event.labels }, event);
    case 'pair-observed':
      return observe(state, event);
    case 'approved':
      return state.trial?.candidateId === event.id
        ? promote(state, event, 'You approved it.')
        : unchanged(state);
    case 'discarded':
      return state.trial?.candidateId === event.id
        ? endTrial(state, 'You discarded it.')
        : unchanged(state);
    case 'rolled-back':
      return event.to === state.liveId
        ? unchanged(state)
        : leave(state, event, event.to, 'You went back to another version.');
    case 'alarm':
      return alarm(state, event);
    case 'forgotten':
      return forget(state, event);
    case 'kept':
      return unchanged({ ...state, kept: keptAfter(state.kept, event) });
    case 'paused':
      return unchanged({ ...state, paused: event.paused });
  }
}

const unchanged = (state: LearningState): Result => ({ state, statuses: [] });

function countDown({ monitor }: LearningState) {
  const less = (count: number) => Math.max(0, count - 1);
  return { ...monitor, rest: less(monitor.rest), hurry: less(monitor.hurry) };
}

function enterTrial(
  state: LearningState,
  { candidate, sequence }: Of<'candidate-trained'> | Of<'rebuilt'>,
): Result {
  const refused = refusal(state, candidate);
  if (refused) return { state, statuses: [discard(candidate.id, refused)] };
  const entered: StatusChange = {
    id: candidate.id,
    status: 'candidate',
    reason: candidate.gate.significant
      ? 'It changes more than usual: please look at it.'
      : 'It is being tried beside the present version.',
  };
  if (state.trial) {
    // The wins and losses so far stay: each was scored before its answer was known, so the bet goes on
    // with a better informed player (a test martingale may change its bets at any time).
    const replaced = discard(state.trial.candidateId, 'A newer candidate took its place.');
    const trial = { ...state.trial, candidateId: candidate.id };
    return { state: { ...state, trial }, statuses: [replaced, entered] };
  }
  const trial = { candidateId: candidate.id, since: sequence, events: 0, wins: 0, losses: 0 };
  return { state: { ...state, trial, candidates: state.candidates + 1 }, statuses: [entered] };
}

/** Why a candidate is not even tried, or null. */
function refusal(state: LearningState, candidate: Of<'candidate-trained'>['candidate']) {
  if (candidate.parentId !== state.liveId) return 'Another version went live while it was trained.';
  if (state.monitor.rest > 0) return 'It was trained on feedback that proved unreliable.';
  if (candidate.gate.passed) return null;
  return candidate.gate.checks
    .filter((check) => !check.passed && check.name !== 'audit-flips')
    .map(({ sentence }) => sentence)
    .join(' ');
}

function rebuilt(state: LearningState, event: Of<'rebuilt'>): Result {
  const { candidate } = event;
  if (refusal(state, candidate) || candidate.gate.significant) return enterTrial(state, event);
  return goLive(state, event, candidate.id, 'It was trained anew without what you had deleted.');
}

function observe(state: LearningState, event: Of<'pair-observed'>): Result {
  const monitor = { ...state.monitor, ...event.monitor };
  if (!state.trial || !event.trial) return unchanged({ ...state, monitor });
  const trial = { ...state.trial, ...event.trial };
  const counted = { ...state, trial, monitor };
  const { wins, losses } = trial;
  const proven = evidence(wins, losses) >= evidenceNeeded(state.candidates);
  if (proven && !event.significant) {
    return promote(counted, event, `It proved itself: ${wins} to ${losses} in its trial.`);
  }
  if (evidence(losses, wins) >= DISCARD_E) {
    return endTrial(counted, `It did worse than the present version: ${wins} to ${losses}.`);
  }
  if (trial.events >= TRIAL_EVENTS && !proven) {
    return endTrial(counted, `${TRIAL_EVENTS} decisions did not show that it is better.`);
  }
  return unchanged(counted);
}

type Switch = { readonly sequence: number; readonly expected: number };

function promote(state: LearningState, event: Switch, reason: string): Result {
  return state.trial ? goLive(state, event, state.trial.candidateId, reason) : unchanged(state);
}

function goLive(state: LearningState, event: Switch, id: string, reason: string): Result {
  const statuses: StatusChange[] = [{ id, status: 'live', reason }];
  if (state.liveId) {
    statuses.push({ id: state.liveId, status: 'retired', reason: 'A newer version is live.' });
  }
  return { state: { ...switched(state, event, id), trial: null }, statuses };
}

function switched(state: LearningState, event: Switch, liveId: string | null): LearningState {
  const { rest, hurry } = state.monitor;
  const monitor = { ...freshMonitor(event.sequence, event.expected), rest, hurry };
  return { ...state, liveId, monitor };
}

/** Leaves the live version for an older one; a trial against it means nothing any more. */
function leave(state: LearningState, event: Switch, to: string | null, reason: string): Result {
  const ended = state.trial
    ? endTrial(state, 'The version it was tried against is not live.')
    : null;
  // The candidate itself may be gone to.
  const statuses = (ended?.statuses ?? []).filter(({ id }) => id !== to);
  if (state.liveId) statuses.push({ id: state.liveId, status: 'rolled-back', reason });
  if (to) statuses.push({ id: to, status: 'live', reason: 'It was gone back to.' });
  return { state: switched(ended?.state ?? state, event, to), statuses };
}

function alarm(state: LearningState, event: Of<'alarm'>): Result {
  const reason = `It was taken back by itself, because ${event.reason}.`;
  const left = leave(state, event, event.to, reason);
  const monitor = { ...left.state.monitor, rest: REST_EVENTS, hurry: HURRY_EVENTS };
  const quarantined = [...new Set([...state.quarantined, ...event.quarantine])];
  const rang = {
    sequence: event.sequence,
    snapshotId: state.liveId,
    to: event.to,
    reason: event.reason,
    quarantined: quarantined.length - state.quarantined.length,
  };
  const alarms = [...state.alarms, rang].slice(-ALARMS_KEPT);
  return { state: { ...left.state, monitor, quarantined, alarms }, statuses: left.statuses };
}

function keptAfter(kept: readonly string[], event: Of<'kept'>): string[] {
  const others = kept.filter((id) => id !== event.id);
  return event.kept ? [...others, event.id] : others;
}

function forget(state: LearningState, event: Of<'forgotten'>): Result {
  const gone = new Set(event.signals);
  const kept = {
    ...state,
    quarantined: state.quarantined.filter((id) => !gone.has(id)),
    kept: state.kept.filter((id) => !event.removed.includes(id)),
    // Where the live version had to go, another one is due at once.
    trainedAt: event.liveId === state.liveId ? Math.min(state.trainedAt, event.labels) : 0,
  };
  const removed = new Set(event.removed);
  const stale = kept.trial && (removed.has(kept.trial.candidateId) || event.liveId !== kept.liveId);
  const statuses: StatusChange[] = [];
  if (stale && kept.trial && !removed.has(kept.trial.candidateId)) {
    statuses.push(discard(kept.trial.candidateId, 'The version it was tried against is gone.'));
  }
  const after = stale ? { ...kept, trial: null } : kept;
  if (event.liveId === state.liveId) return { state: after, statuses };
  if (event.liveId) {
    const reason = 'The version after it had learned from what you deleted.';
    statuses.push({ id: event.liveId, status: 'live', reason });
  }
  return { state: switched(after, event, event.liveId), statuses };
}

function endTrial(state: LearningState, reason: string): Result {
  return {
    state: { ...state, trial: null },
    statuses: state.trial ? [discard(state.trial.candidateId, reason)] : [],
  };
}

const discard = (id: string, reason: string): StatusChange => ({ id, status: 'discarded', reason });
