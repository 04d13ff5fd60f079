import type { PinnedCase } from '../ports/store';
import { choiceAt } from './decision-state';
import type { Experience } from './experience';
import { outcomesInOrder } from './experience';
import type { FeatureSpace } from './feature-space';
import { meanDivergence } from './gate-a';
import { isFiniteHead } from './head';
import { priorOf } from './label';
import type { Monitor } from './learning-state';
import type { Mind } from './mind';
import { advance, liveSnapshot, trialSnapshot } from './mind';
import type { Alarm, Pairs, Reading } from './monitor';
import { alarmOf, expectedFailures, readHeads, readMonitor } from './monitor';
import type { Outcome } from './outcome';
import type { Snapshot } from './snapshot';
import { previousOf } from './snapshot-keeping';
import type { SpeakingGate } from './speaking-gate';
import { tally } from './trial';

export interface Observation {
  readonly experience: Experience;
  readonly pins: readonly PinnedCase[];
  /** Null while there are no features; then no head speaks and none is judged. */
  readonly space: FeatureSpace | null;
  readonly gate: SpeakingGate;
  /** Where a new version's decisions would begin. */
  readonly sequence: number;
}

/** Counts what the record says about trial and live version, and draws the consequences. */
export function observe(mind: Mind, observation: Observation): Mind {
  const { experience, space, sequence } = observation;
  const outcomes = outcomesInOrder(experience);
  const standing = liveSnapshot(mind);
  // A version that was learned with another encoder is silent: there is nothing to judge it by.
  const live = standing?.projectionHash === space?.basis.projection.hash ? standing : undefined;
  const previous = previousOf(mind.snapshots, live);
  const { state } = mind;
  const watched = live && space ? watch(state.monitor, live, previous, space, outcomes) : null;
  const monitor = watched && readMonitor(...watched);
  const counted = advance(mind, {
    type: 'pair-observed',
    trial: state.trial ? tally(state.trial, outcomes) : null,
    significant: trialSnapshot(mind)?.gate.significant ?? true,
    monitor,
    sequence,
    expected: expectedFailures(outcomes),
  });
  if (!live || !watched || !monitor || !space || counted.state.liveId !== live.id) return counted;
  const alarm = judge(live, monitor, readHeads(...watched), observation, space);
  return alarm ? ring(counted, live, alarm, observation) : counted;
}

/** What the monitor reads: the live version's decisions, and what the one before it would have decided. */
function watch(
  monitor: Monitor,
  live: Snapshot,
  previous: Snapshot | null,
  space: FeatureSpace,
  outcomes: readonly Outcome[],
): Parameters<typeof readMonitor> {
  return [monitor, live, previous?.head ?? null, (at) => space.phi(at), outcomes];
}

/** Rolls back to the version before; where the world has changed, to the untrained agent. */
function ring(mind: Mind, live: Snapshot, alarm: Alarm, observation: Observation): Mind {
  const to = alarm.world ? null : previousOf(mind.snapshots, live);
  const since = to?.sequence ?? 0;
  const suspect = [...observation.experience.labels.values()].filter(
    ({ sequence }) => sequence > since,
  );
  return advance(mind, {
    type: 'alarm',
    to: to?.id ?? null,
    reason: alarm.reason,
    // Where the world has changed the feedback is not to blame: its age alone makes it count less.
    quarantine: alarm.world ? [] : suspect.map(({ signalId }) => signalId),
    sequence: observation.sequence,
    expected: expectedFailures(outcomesInOrder(observation.experience)),
  });
}

function judge(
  live: Snapshot,
  reading: Reading,
  alone: Pairs,
  { experience, pins, gate }: Observation,
  space: FeatureSpace,
): Alarm | null {
  const brokenPins = pins.filter((pin) => {
    const episode = experience.episodes.get(pin.episodeId);
    if (!episode?.decision || episode.encoderHash !== space.basis.encoderHash) return false;
    if (!episode.embedding) return false;
    const state = {
      request: pin.request,
      prior: priorOf(episode.decision),
      phi: space.phi(episode.embedding),
      gate: gate(episode.embedding),
    };
    return choiceAt(state, live.head) !== pin.action && choiceAt(state, null) === pin.action;
  }).length;
  return alarmOf(reading, {
    finite: isFiniteHead(live.head),
    brokenPins,
    alone,
    divergence: meanDivergence(space.audit(gate), live.head),
  });
}
