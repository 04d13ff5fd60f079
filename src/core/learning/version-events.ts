import { outcomesInOrder } from './experience';
import type { LearningEvent, Switch } from './learning-event';
import { expectedFailures } from './monitor';
import type { Knowledge } from './notebook';
import type { Snapshot } from './snapshot';
import { candidateGone, speakingVersion } from './unknown-version';

/** A change of the live version after the `sequence`-th record, and what is to be expected of it. */
export function switchAt({ experience }: Knowledge, sequence: number): Switch {
  return { sequence, expected: expectedFailures(outcomesInOrder(experience)) };
}

/**
 * The user lets the candidate in trial go live. Code `unknown-version` where it is not in trial any more,
 * `other-encoder` where it would be silent.
 */
export function approval(
  known: Knowledge,
  id: string,
  fits: (snapshot: Snapshot) => boolean,
  sequence: number,
): LearningEvent {
  requireInTrial(known, id);
  speakingVersion(known.mind, id, fits);
  return { type: 'approved', id, ...switchAt(known, sequence) };
}

/** The user does not want the candidate in trial. Code `unknown-version` where it is not in trial any more. */
export function discarding(known: Knowledge, id: string): LearningEvent {
  requireInTrial(known, id);
  return { type: 'discarded', id };
}

/** The user goes back to a version, or to the untrained agent. Codes as for `speakingVersion`. */
export function rollingBack(
  known: Knowledge,
  to: string | null,
  fits: (snapshot: Snapshot) => boolean,
  sequence: number,
): LearningEvent {
  speakingVersion(known.mind, to, fits);
  return { type: 'rolled-back', to, ...switchAt(known, sequence) };
}

/** A candidate that was just trained; where the live version had to be forgotten it takes its place. */
export function bringingIn(
  known: Knowledge,
  candidate: Snapshot,
  replacesLive: boolean,
  sequence: number,
): LearningEvent {
  const type = replacesLive ? 'rebuilt' : 'candidate-trained';
  return { type, candidate, labels: known.experience.labels.size, ...switchAt(known, sequence) };
}

function requireInTrial({ mind }: Knowledge, id: string): void {
  if (mind.state.trial?.candidateId !== id) throw candidateGone();
}
