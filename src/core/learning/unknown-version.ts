import { ApprenticeError } from '../errors/apprentice-error';
import type { Mind } from './mind';
import type { Snapshot } from './snapshot';

/** The version with that id, or null for the untrained agent. Code `unknown-version` for one that is not kept. */
export function versionOf({ snapshots }: Mind, id: string | null): Snapshot | null {
  const snapshot = id === null ? null : snapshots.get(id);
  if (snapshot !== undefined) return snapshot;
  throw new ApprenticeError(
    'unknown-version',
    'That version is not kept any more. Nothing has changed; choose another one.',
  );
}

/** The same, for a version that is to go live. Code `other-encoder` where it would be silent. */
export function speakingVersion(
  mind: Mind,
  id: string | null,
  fits: (snapshot: Snapshot) => boolean,
): Snapshot | null {
  const snapshot = versionOf(mind, id);
  if (!snapshot || fits(snapshot)) return snapshot;
  throw new ApprenticeError(
    'other-encoder',
    'That version was learned with another encoder and can’t speak with this one. Nothing has changed; train anew: all your feedback is still here.',
  );
}

/** For a candidate that was accepted or discarded elsewhere in the meantime. */
export function candidateGone(): ApprenticeError {
  return new ApprenticeError(
    'unknown-version',
    'That candidate is not in trial any more; perhaps a newer one took its place. Nothing has changed; look at the versions again.',
  );
}
