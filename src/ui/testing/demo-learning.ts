import type {
  AlarmView,
  LearnedSentence,
  LearningView,
  SuccessPoint,
  TrialPair,
} from '../../app/app-state';
import type {
  BehaviourChange,
  GateCheck,
  Snapshot,
  SnapshotStatus,
} from '../../core/learning/snapshot';
import type { VersionComparison } from '../../core/learning/version-comparison';
import type { PinnedCase } from '../../core/ports/store';
import { signal } from './demo-episodes';

const DAY = 24 * 3_600_000;

export const emptyLearning: LearningView = {
  state: {
    liveId: null,
    trial: null,
    monitor: {
      cusum: 0,
      expected: 0.2,
      wins: 0,
      losses: 0,
      undone: [],
      rest: 0,
      since: 0,
      hurry: 0,
    },
    candidates: 0,
    trainedAt: 0,
    quarantined: [],
    kept: [],
    alarms: [],
    paused: false,
  },
  snapshots: [],
  success: [],
  learned: [],
  pins: [],
  training: null,
  evidence: null,
  pairs: [],
  alarms: [],
  reembedding: null,
  silent: [],
  examples: 0,
  examplesNeeded: 8,
  backend: 'wasm',
};

const checks = (flips: number): GateCheck[] => [
  {
    name: 'pinned',
    passed: true,
    value: 2,
    limit: 2,
    sentence: 'All 2 pinned requests are decided as you pinned them.',
  },
  {
    name: 'audit-divergence',
    passed: true,
    value: 0.018,
    limit: 0.05,
    sentence: 'Unrelated requests are decided almost exactly as before (0.018 of 0.05 nat).',
  },
  {
    name: 'audit-flips',
    passed: flips <= 3,
    value: flips / 128,
    limit: 0.03,
    sentence: `${flips} of 128 unrelated requests would be decided differently.`,
  },
  { name: 'finite', passed: true, value: 1.2, limit: 100, sentence: 'All weights are finite.' },
  {
    name: 'holdout',
    passed: true,
    value: 0.94,
    limit: 0.8,
    sentence: 'Better than the live version on held-out requests with 94 % certainty.',
  },
];

function snapshot(
  number: number,
  sequence: number,
  at: number,
  status: SnapshotStatus,
  reason: string,
): Snapshot {
  const flips = status === 'discarded' ? 9 : 1;
  return {
    id: `s${number}`,
    number,
    parentId: number > 1 ? `s${number - 1}` : null,
    sequence,
    at,
    head: {
      actions: [],
      dimensions: 128,
      weights: new Float32Array(0),
      bias: new Float32Array(0),
    },
    encoderHash: 'demo',
    projectionHash: 'demo',
    hash: 'demo',
    gate: {
      passed: flips <= 3,
      checks: checks(flips),
      wins: 7,
      losses: 2,
      significant: number === 6,
    },
    changes: number === 6 ? changed : [],
    examples: 8 + number * 7,
    status,
    reason,
  };
}

function change(
  request: string,
  before: string,
  after: string,
  right: boolean | null,
  episodeId: string | null,
): BehaviourChange {
  return { request, before, after, episodeId, right };
}

const changed: readonly BehaviourChange[] = [
  change('put stamps on my list', 'notes', 'shopping_list', true, 'e-old-1'),
  change('we are out of washing powder', 'notes', 'shopping_list', true, 'e-old-4'),
  change('get lemons', 'notes', 'shopping_list', null, null),
  change('wake me in twenty minutes', 'reminders', 'timer', true, 'e-old-8'),
  change('remember that Ana is allergic to nuts', 'reminders', 'notes', null, null),
  change('what do I still have to do', 'reply', 'todo_list', false, 'e-old-9'),
];

export const demoComparison: VersionComparison = { changes: changed, taught: 48, unrelated: 128 };

/** Six versions, newest first: in trial, live, discarded, replaced, rolled back by an alarm, replaced. */
export function demoSnapshots(now: number): Snapshot[] {
  return [
    snapshot(6, 600, now - DAY / 8, 'candidate', 'In trial since this morning.'),
    snapshot(5, 470, now - 2 * DAY, 'live', 'Proved itself in trial: right 8 times, wrong once.'),
    snapshot(4, 400, now - 4 * DAY, 'discarded', 'Changed 9 of 128 unrelated requests.'),
    snapshot(3, 330, now - 6 * DAY, 'retired', 'Replaced by v5.'),
    snapshot(2, 210, now - 9 * DAY, 'rolled-back', 'You undid 3 of 10 changed decisions.'),
    snapshot(1, 90, now - 13 * DAY, 'retired', 'Replaced by v2.'),
  ];
}

const kindOf = (index: number) => (index % 3 === 1 ? 'thumbs-up' : 'correction');

export function demoLearned(now: number): LearnedSentence[] {
  const taught: readonly (readonly [string, string, string])[] = [
    ['put eggs on the list', 'shopping_list', 'Shopping list'],
    ['add bread please', 'shopping_list', 'Shopping list'],
    ['we need more cat food', 'shopping_list', 'Shopping list'],
    ['out of washing powder', 'shopping_list', 'Shopping list'],
    ['get lemons', 'shopping_list', 'Shopping list'],
    ['two litres of milk', 'shopping_list', 'Shopping list'],
    ['call the dentist tomorrow at nine', 'reminders', 'Reminders'],
    ['wake me at six', 'reminders', 'Reminders'],
    ['write down the wifi password', 'notes', 'Notes'],
    ['a quarter of 312', 'calculator', 'Calculator'],
  ];
  return taught.map(([request, action, title], index) => ({
    signal: signal(
      `g${40 - index}`,
      `e-old-${index + 1}`,
      kindOf(index),
      action,
      now - index * 1.4 * DAY,
    ),
    request,
    sentence: `“${request}” → ${title} (${index % 3 === 1 ? 'you liked it' : 'you corrected it'})`,
    standing: index === 5 ? 'quarantined' : index === 9 ? 'replaced' : 'teaches',
  }));
}

const pins: readonly PinnedCase[] = [
  { id: 'p1', episodeId: 'e-old-1', request: 'put eggs on the list', action: 'shopping_list' },
  { id: 'p2', episodeId: 'e-old-8', request: 'wake me at six', action: 'reminders' },
];

/** 60 points with the shape that learning has: both start alike, the live line climbs, one bad version dips. */
function demoSuccess(now: number): SuccessPoint[] {
  return Array.from({ length: 60 }, (_, index) => {
    const wave = Math.sin(index * 1.7) * 0.012 + Math.sin(index * 0.6) * 0.014;
    const dip = index > 20 && index < 27 ? -0.09 : 0;
    const live = 0.71 + 0.235 * (1 - Math.exp(-index / 16)) + wave + dip;
    const frozen = 0.71 + wave * 0.8;
    const count = Math.min(100, 8 + index * 3);
    const interval = (mean: number) => {
      const half = 0.9 * Math.sqrt((mean * (1 - mean)) / count) + 0.4 / count;
      return { mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half) };
    };
    return {
      sequence: 20 + index * 10,
      at: now - (60 - index) * (DAY / 4),
      live: interval(live),
      frozen: interval(frozen),
      count,
    };
  });
}

/** Four wins and one loss, as the trial's state says. */
function demoPairs(now: number): TrialPair[] {
  const seen: readonly (readonly [string, string, string, boolean])[] = [
    ['get stamps', 'notes', 'shopping_list', true],
    ['oat milk, two cartons', 'notes', 'shopping_list', true],
    ['what is left to do', 'reply', 'todo_list', false],
    ['wake me in an hour', 'reminders', 'timer', true],
    ['batteries are running out', 'reply', 'shopping_list', true],
  ];
  return seen.map(([request, live, candidate, won], index) => ({
    episodeId: `e-old-${index + 1}`,
    at: now - (6 - index) * 1.7 * 3_600_000,
    request,
    live,
    candidate,
    right: won ? candidate : live,
    won,
  }));
}

function demoAlarms(now: number): AlarmView[] {
  const reason = '3 of the last 10 decisions it changed were undone';
  return [
    { sequence: 262, at: now - 7.5 * DAY, snapshotId: 's2', to: 's1', reason, quarantined: 4 },
  ];
}

export function demoLearning(now: number): LearningView {
  return {
    ...emptyLearning,
    state: {
      ...emptyLearning.state,
      liveId: 's5',
      trial: { candidateId: 's6', since: 600, events: 12, wins: 4, losses: 1 },
      candidates: 4,
    },
    snapshots: demoSnapshots(now),
    success: demoSuccess(now),
    learned: demoLearned(now),
    pins,
    evidence: { value: 6.4, needed: 20 },
    pairs: demoPairs(now),
    alarms: demoAlarms(now),
    examples: 50,
  };
}
