import type { Folder } from '../adapters/opfs/folder';
import { removeDownloads } from '../adapters/opfs/partial-file';
import { encoderSource, languageModelSource } from '../core/models/default-sources';
import type { Unfinished } from '../core/ports/model-shelf';

/** A download that nobody went on with for a week was given up. */
const abandonedAfter = 7 * 24 * 60 * 60 * 1000;

/** The default models' downloads are known by the hash of what arrives; all others are of GGUFs. */
const defaultKeys = new Set(
  [languageModelSource, encoderSource].map(({ weights }) => weights.sha256),
);

/** Deletes what has arrived of one kind and is not being added to, but for the download `keep`. */
export function forgetDownloads(root: Folder, of: Unfinished, keep?: string): Promise<void> {
  return removeDownloads(
    root,
    (key) => key !== keep && (of === 'default') === defaultKeys.has(key),
  );
}

/** `now` in milliseconds since 1970. */
export function forgetAbandoned(root: Folder, now: number): Promise<void> {
  return removeDownloads(root, (_, lastModified) => lastModified < now - abandonedAfter);
}
