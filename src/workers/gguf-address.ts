import { readHubList } from '../adapters/transformers/hub/hub-list';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { hubFile, hubListing, readHubAddress } from '../core/models/hub-address';
import type { HubAddress } from '../core/models/hub-address';

/** A GGUF on the hub. */
export interface RemoteGguf {
  readonly address: string;
  /** The file's own name. */
  readonly title: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256?: string;
}

/** How many of a repository's files a refusal names. */
const named = 6;

/**
 * Finds a GGUF by its address on the hub, or by `owner/repository/file.gguf`; of a repository that holds one only, that.
 * Size and hash come from the hub's list, the only thing that is fetched.
 * Errors: `model-unsupported`, and what `fetchJson` throws.
 */
export async function findGguf(
  address: string,
  fetchJson: (address: string) => Promise<unknown>,
): Promise<RemoteGguf> {
  const place = readGgufAddress(address);
  if (!place) {
    throw unsupported(`${address} is no address of a GGUF on huggingface.co`);
  }
  const list = readHubList(await fetchJson(hubListing(place)));
  const files = list.filter(({ path }) => path.toLowerCase().endsWith('.gguf'));
  const path = place.path === '' && files.length === 1 ? files[0]!.path : place.path;
  const file = files.find((listed) => listed.path === path);
  if (!file) throw unsupported(notThere(place, files));
  const { bytes, sha256 } = file;
  const title = path.slice(path.lastIndexOf('/') + 1);
  return { address: hubFile(place, path), title, bytes, ...(sha256 !== undefined && { sha256 }) };
}

function readGgufAddress(address: string): HubAddress | null {
  const short = /^([\w.-]+\/[\w.-]+)\/((?!(?:tree|blob|resolve)\/).+\.gguf)$/i.exec(address.trim());
  if (!short) return readHubAddress(address);
  const [, repository, path] = short;
  const whole = readHubAddress(repository!);
  return whole && !path!.split('/').includes('..') ? { ...whole, path: path! } : null;
}

function notThere({ repository, path }: HubAddress, files: readonly { path: string }[]): string {
  if (files.length === 0) return `${repository} holds no GGUF file`;
  const names = files.slice(0, named).map((file) => file.path);
  const rest = files.length > named ? `, and ${files.length - named} more` : '';
  const what =
    path === '' ? `${repository} holds several` : `${repository} has no ${path}; it holds`;
  return `${what}: ${names.join(', ')}${rest}`;
}

function unsupported(what: string): ApprenticeError {
  return new ApprenticeError(
    'model-unsupported',
    `${what}. Nothing was downloaded; give the address of one .gguf file.`,
  );
}
