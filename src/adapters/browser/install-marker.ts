import type { InstallMarker } from '../../core/ports/install-marker';

const keyOf = (database: string) => `apprentice-installed:${database}`;

/** What a page without local storage can say: that it does not know of an earlier install. */
function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

/**
 * The first-install marker in local storage, which lies apart from the database's files. Private windows may
 * refuse local storage: a wipe then goes unnoticed, and nothing else suffers.
 */
export function installMarker(storage: () => Storage = () => localStorage): InstallMarker {
  return {
    isSet: (database) => attempt(() => storage().getItem(keyOf(database)) !== null, false),
    set: (database) => attempt(() => storage().setItem(keyOf(database), '1'), undefined),
    clear: (database) => attempt(() => storage().removeItem(keyOf(database)), undefined),
  };
}
