import { hubFile, hubListing } from '../../../core/models/hub-address';
import type { ModelEntry } from '../../../core/models/model-entry';
import { neededFiles, readHubList } from './hub-list';

/** A file of the hub, as its list names it. */
export interface HubFile {
  readonly address: string;
  readonly bytes: number;
  /** Hexadecimal; of large files only. */
  readonly sha256?: string;
}

/**
 * What has to be downloaded of an ONNX model. `fetchJson` gets JSON from an address; only the list is asked for.
 * Errors: `model-unsupported`, and what `fetchJson` throws.
 */
export async function hubFiles(
  { origin, title }: ModelEntry,
  fetchJson: (address: string) => Promise<unknown>,
): Promise<readonly HubFile[]> {
  if (origin.kind !== 'hub') throw new TypeError(`${title} does not come from the hub`);
  const repository = { ...origin, path: '' };
  const list = readHubList(await fetchJson(hubListing(repository)));
  return neededFiles(list, origin.weights, origin.repository).map(({ path, ...file }) => ({
    address: hubFile(repository, path),
    ...file,
  }));
}
