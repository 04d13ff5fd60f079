import { ApprenticeError } from '../../core/errors/apprentice-error';
import type { ModelEntry } from '../../core/models/model-entry';
import { readChatConfiguration, readShards } from './mlc-manifests';
import { hubListing, webllmCaches, weightsFolder } from './webllm-addresses';

/** A file of a WebLLM model and where WebLLM looks for it: in the browser cache `cache`, under its address. */
export interface CachedFile {
  readonly address: string;
  readonly cache: string;
  /** Null where nobody says before it arrives: the compiled library on GitHub, small files outside the hub. */
  readonly bytes: number | null;
  /** Hexadecimal; only where the hub's list gives it (the shards, not the small text files). */
  readonly sha256?: string;
}

/** What the hub's list says of a file. */
interface ListedFile {
  readonly bytes: number;
  readonly sha256?: string;
}

/**
 * Everything that WebLLM needs of a model. Fill the caches with it, and WebLLM downloads nothing itself. `fetchJson`
 * gets JSON from an address and throws when it can't be had; only lists and configurations are asked for.
 * Errors: `model-unsupported`, and what `fetchJson` throws.
 */
export async function webllmFiles(
  entry: ModelEntry,
  fetchJson: (address: string) => Promise<unknown>,
): Promise<readonly CachedFile[]> {
  if (entry.origin.kind !== 'webllm') throw new TypeError(`${entry.id} is no WebLLM model`);
  const folder = weightsFolder(entry.origin.weights);
  const listing = hubListing(folder);
  const listed = listing === null ? null : readListing(await fetchJson(listing));
  const configuration = readChatConfiguration(await fetchJson(`${folder}mlc-chat-config.json`));
  const shards = readShards(await fetchJson(`${folder}tensor-cache.json`));
  if (!configuration || !shards) throw noWeights(entry);

  const file = (cache: string, path: string, bytes: number | null = null): CachedFile => {
    const known = listed?.get(path);
    const found = { address: folder + path, cache, bytes: bytes ?? known?.bytes ?? null };
    return known?.sha256 === undefined ? found : { ...found, sha256: known.sha256 };
  };
  const tokenizer = ['tokenizer.json', 'tokenizer_config.json'].filter(
    (path) => configuration.tokenizerFiles.includes(path) && (listed?.has(path) ?? true),
  );
  if (!tokenizer.includes('tokenizer.json')) throw noTokenizer(entry);
  return [
    file(webllmCaches.configuration, 'mlc-chat-config.json'),
    { address: entry.origin.library, cache: webllmCaches.library, bytes: null },
    ...[...tokenizer, 'tensor-cache.json'].map((path) => file(webllmCaches.weights, path)),
    ...shards.map(({ path, bytes }) => file(webllmCaches.weights, path, bytes)),
  ];
}

/** `[{ path, size, lfs?: { oid: SHA-256 } }]` as the hub's API answers. */
function readListing(json: unknown): ReadonlyMap<string, ListedFile> {
  const files = new Map<string, ListedFile>();
  for (const item of Array.isArray(json) ? (json as unknown[]) : []) {
    const { path, size, lfs } = item as {
      path?: unknown;
      size?: unknown;
      lfs?: { oid?: unknown; size?: unknown };
    };
    const bytes = lfs?.size ?? size;
    if (typeof path !== 'string' || typeof bytes !== 'number') continue;
    files.set(path, typeof lfs?.oid === 'string' ? { bytes, sha256: lfs.oid } : { bytes });
  }
  return files;
}

function noWeights(entry: ModelEntry): ApprenticeError {
  return new ApprenticeError(
    'model-unsupported',
    `${entry.title} can't be used: its address holds no MLC weights (mlc-chat-config.json and tensor-cache.json). Nothing was changed; choose a repository whose name ends in -MLC.`,
  );
}

function noTokenizer(entry: ModelEntry): ApprenticeError {
  return new ApprenticeError(
    'model-unsupported',
    `${entry.title} can't be used: it comes without a tokenizer.json. Nothing was changed; choose another model.`,
  );
}
