import { evidence } from './evidence';
import type { Monitor } from './learning-state';
import type { Outcome } from './outcome';
import { choiceWithHead, choiceWithoutHead, withoutMemory } from './outcome';
import { MONITOR, SUCCESS_WINDOW } from './parameters';
import type { Head, Snapshot } from './snapshot';
import { clamp } from './softmax';

export type Reading = Pick<Monitor, 'cusum' | 'wins' | 'losses' | 'undone'>;
export type Pairs = Pick<Monitor, 'wins' | 'losses'>;

/** Nothing is watched: at first, and after every change of the live version. */
export function freshMonitor(since: number, expected: number): Monitor {
  return { since, expected, cusum: 0, wins: 0, losses: 0, undone: [], rest: 0, hurry: 0 };
}

/** Failure rate to expect, from the last decisions before a change, within the bounds that CUSUM can work with. */
export function expectedFailures(outcomes: readonly Outcome[]): number {
  const last = outcomes.slice(-SUCCESS_WINDOW);
  const { low, high } = MONITOR.expected;
  if (last.length === 0) return (low + high) / 2;
  return clamp(last.filter(({ liveRight }) => !liveRight).length / last.length, low, high);
}

/** What the decisions of the live snapshot say since it went live, in order of sequence. `phi` gives the features. */
export function readMonitor(
  monitor: Monitor,
  live: Snapshot,
  previous: Head | null,
  phi: (embedding: Float32Array) => Float32Array,
  outcomes: readonly Outcome[],
): Reading {
  const its = ownOutcomes(monitor, live, outcomes);
  const changed = its.filter(({ decision }) => decision.chosen !== choiceWithoutHead(decision));
  return {
    cusum: its.reduce((sum, { liveRight }) => cusumStep(sum, !liveRight, monitor.expected), 0),
    ...pairsAgainst(previous, live, phi, its),
    undone: changed.slice(-MONITOR.window).map(({ undone }) => undone),
  };
}

/**
 * Pairs of the live head and the one before it with memory silent. Memory puts right near what was taught what a harmful
 * head does there, so that the decisions themselves show it late.
 */
export function readHeads(
  monitor: Pick<Monitor, 'since'>,
  live: Snapshot,
  previous: Head | null,
  phi: (embedding: Float32Array) => Float32Array,
  outcomes: readonly Outcome[],
): Pairs {
  const alone = ownOutcomes(monitor, live, outcomes).map((outcome) => {
    const decision = withoutMemory(outcome.decision);
    return { ...outcome, decision, liveRight: decision.chosen === outcome.right };
  });
  return pairsAgainst(previous, live, phi, alone);
}

/** What the live version decided since it went live. */
function ownOutcomes(
  { since }: Pick<Monitor, 'since'>,
  { id }: Snapshot,
  outcomes: readonly Outcome[],
): readonly Outcome[] {
  return outcomes.filter(
    ({ episode, decision }) => episode.sequence > since && decision.snapshotId === id,
  );
}

/** How often it was right where the version before would not have been, and the other way round. */
function pairsAgainst(
  previous: Head | null,
  live: Snapshot,
  phi: (embedding: Float32Array) => Float32Array,
  outcomes: readonly Outcome[],
): Pairs {
  let wins = 0;
  let losses = 0;
  for (const { episode, decision, right, liveRight } of outcomes) {
    const comparable = episode.encoderHash === live.encoderHash;
    if (right === null || !episode.embedding || !comparable) continue;
    const before = choiceWithHead(decision, previous, phi(episode.embedding));
    if (liveRight && before !== right) wins++;
    if (!liveRight && before === right) losses++;
  }
  return { wins, losses };
}

/** Bernoulli CUSUM for a rise of the failure rate by .2 (Reynolds & Stoumbos 1999). */
export function cusumStep(sum: number, failed: boolean, expected: number): number {
  const shifted = expected + MONITOR.cusumShift;
  const step = failed ? Math.log(shifted / expected) : Math.log((1 - shifted) / (1 - expected));
  return Math.max(0, sum + step);
}

export interface Alarm {
  readonly reason: string;
  /** The previous version does no better: go to the untrained agent, and let old examples age faster. */
  readonly world: boolean;
}

/** Why the live version must go, or null. `brokenPins`, `divergence` (nat) and `alone` are those of its head alone. */
export function alarmOf(
  reading: Reading,
  health: {
    readonly finite: boolean;
    readonly brokenPins: number;
    readonly divergence: number;
    readonly alone: Pairs;
  },
): Alarm | null {
  const undone = reading.undone.filter(Boolean).length;
  const fault = (reason: string) => ({ reason, world: false });
  if (!health.finite) return fault('its weights were damaged');
  if (health.brokenPins > 0) return fault('it decides a pinned case differently');
  if (health.divergence > MONITOR.divergence)
    return fault('it changed unrelated requests too much');
  if (evidence(reading.losses, reading.wins) >= MONITOR.reverseE) {
    return fault('the version before it would have been right more often');
  }
  if (evidence(health.alone.losses, health.alone.wins) >= MONITOR.reverseE) {
    return fault('where memory is silent the version before it would have been right more often');
  }
  if (undone >= MONITOR.undone) {
    return fault(`${undone} of the last ${reading.undone.length} decisions it changed were undone`);
  }
  // Requests have become harder, but the version before would have done worse: going back would make it worse still.
  if (reading.cusum < MONITOR.cusum || reading.wins > reading.losses) return null;
  return { reason: 'more answers than before were wrong', world: reading.wins === reading.losses };
}
