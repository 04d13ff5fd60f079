import type { Snapshot, SnapshotStatus } from '../../../core/learning/snapshot';
import type { Standing } from '../../../core/learning/standing';
import type { Trial } from '../../../core/learning/learning-state';
import { count } from '../../format/count';

/** Why a piece of feedback does not teach; null when it does. */
export function standingWords(standing: Standing): string | null {
  return STANDING[standing];
}

const STANDING: Readonly<Record<Standing, string | null>> = {
  teaches: null,
  replaced: 'replaced by newer feedback',
  quarantined: 'set aside after an alarm',
  'tool-gone': 'waits, because its tool is not here',
  recorded: 'recorded, teaches nothing',
};

/** What the trial has seen so far. */
export function trialSentence(trial: Trial): string {
  const seen = `In ${count(trial.events, 'new request')} since the trial began`;
  if (trial.wins + trial.losses === 0)
    return `${seen} it never differed from the live version where the right answer is known.`;
  return `${seen} it was right ${times(trial.wins)} where the live version was wrong, and wrong ${times(trial.losses)} where that was right.`;
}

function times(number: number): string {
  if (number === 0) return 'never';
  return number === 1 ? 'once' : `${number} times`;
}

/**
 * How far an E-value is on its way to `needed`, 0 to 1. On a logarithmic scale, because evidence multiplies:
 * each win doubles it at first.
 */
export function evidenceProgress(value: number, needed: number): number {
  if (value <= 1) return 0;
  return Math.min(1, Math.log(value) / Math.log(Math.max(needed, Math.E)));
}

const STATUS: Readonly<Record<SnapshotStatus, string>> = {
  candidate: 'In trial',
  live: 'Live',
  retired: 'Replaced',
  discarded: 'Discarded',
  'rolled-back': 'Rolled back',
};

export function statusName(status: SnapshotStatus): string {
  return STATUS[status];
}

/** "5 of 5 checks passed, from 40 examples". */
export function gateSummary(snapshot: Snapshot): string {
  const { checks } = snapshot.gate;
  const passed = checks.filter((check) => check.passed).length;
  return `${passed} of ${count(checks.length, 'check')} passed, from ${count(snapshot.examples, 'example')}`;
}
