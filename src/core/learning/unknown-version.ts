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

/** For a candidate that was accepted or discarded elsewhere in the meantime. */
export function candidateGone(): ApprenticeError {
  return new ApprenticeError(
    'unknown-version',
    'That candidate is not in trial any more; perhaps a newer one took its place. Nothing has changed; look at the versions again.',
  );
}
