import { ApprenticeError } from '../../core/errors/apprentice-error';
import { downloadError } from '../../core/errors/download-error';
import type { FilePlace } from './file-place';
import { PartialDownload } from './partial-download';

export type Fetch = (address: string, options: RequestInit) => Promise<Response>;

/** Connections that may break without a byte having arrived. */
const fruitlessAttempts = 2;

/**
 * Downloads what is missing of a file, going on by Range after a cut, verifies size and SHA-256 where they are known, and
 * puts it in its place. Whatever fails, what has arrived is kept unless it is wrong. Returns the bytes of the file.
 * Errors: `model-missing`, `model-gated`, `model-truncated`, `model-hash`, `model-offline`, `storage-full`, `cancelled`.
 */
export async function downloadFile(
  fetch: Fetch,
  place: FilePlace,
  partBytes: number,
  onProgress: (received: number) => void,
  signal?: AbortSignal,
): Promise<number> {
  const partial = new PartialDownload(place, partBytes);
  // Without a size nobody could tell whether what is here is a beginning of the same file.
  if (place.bytes !== null) await partial.restore();
  const resumed = partial.received > 0;
  onProgress(partial.received);
  await receiveAll(fetch, place, partial, onProgress, signal);
  if (place.sha256 === undefined || partial.digest() === place.sha256) {
    const bytes = partial.received;
    await partial.finish();
    return bytes;
  }
  await partial.discard();
  // The parts may be of another version of the file.
  if (resumed) return downloadFile(fetch, place, partBytes, onProgress, signal);
  throw place.error('model-hash', place.name);
}

async function receiveAll(
  fetch: Fetch,
  place: FilePlace,
  partial: PartialDownload,
  onProgress: (received: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  let cut: unknown = null;
  for (let fruitless = 0; !partial.isComplete && fruitless < fruitlessAttempts;) {
    const before = partial.received;
    cut = await receive(fetch, place, partial, onProgress, signal);
    if (place.bytes === null) {
      if (cut === null) return;
      await partial.discard();
      fruitless++;
    } else if (partial.received <= before) fruitless++;
  }
  if (partial.isComplete) return;
  await partial.flush();
  throw place.error(cut ? 'model-offline' : 'model-truncated', place.name, cut);
}

/** One connection. Returns what cut it, or null when the server ended it. */
async function receive(
  fetch: Fetch,
  { address, name, error: errorOf }: FilePlace,
  partial: PartialDownload,
  onProgress: (received: number) => void,
  signal?: AbortSignal,
): Promise<unknown> {
  try {
    const headers: HeadersInit =
      partial.received > 0 ? { Range: `bytes=${partial.received}-` } : {};
    const response = await fetch(address, {
      ...{ headers, signal: signal ?? null, cache: 'no-store' },
      ...{ credentials: 'omit', referrerPolicy: 'no-referrer' },
    });
    if (response.status >= 500 || response.status === 429)
      return new TypeError(`the server answered ${response.status}`);
    if (response.status === 401 || response.status === 403)
      throw downloadError('model-gated', name);
    // A server that does not know ranges sends everything again; 416 says that there is no such range.
    if (response.status !== 206 && partial.received > 0) await partial.discard();
    if (response.status === 416) return null;
    if (!response.ok || !response.body) throw errorOf('model-missing', name);
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      // A fetch whose answer has arrived already no longer hears the signal.
      signal?.throwIfAborted();
      if (!(await partial.append(part.value))) throw errorOf('model-hash', name);
      onProgress(partial.received);
    }
    return null;
  } catch (error) {
    if (signal?.aborted) {
      await partial.flush();
      throw new ApprenticeError('cancelled', 'It was stopped. What has arrived is kept.');
    }
    if (error instanceof ApprenticeError) throw error;
    return error;
  }
}
