import { ApprenticeError } from '../../core/errors/apprentice-error';
import { modelError } from '../../core/errors/model-error';
import type { ModelFile } from '../../core/ports/model-source';
import type { PartialDownload } from './partial-download';

export type Fetch = (address: string, options: RequestInit) => Promise<Response>;

/** Connections that may break without a byte having arrived. */
const fruitlessAttempts = 2;

/**
 * Downloads what is missing of a file, going on by Range after a cut, and verifies size and SHA-256. Whatever
 * fails, what has arrived stays in `partial` unless it is wrong.
 * Errors: `model-missing`, `model-truncated`, `model-hash`, `model-offline`, `storage-full`, `cancelled`.
 */
export async function downloadFile(
  fetch: Fetch,
  address: string,
  file: ModelFile,
  partial: PartialDownload,
  onProgress: (received: number) => void,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const resumed = partial.received > 0;
  onProgress(partial.received);
  let cut: unknown = null;
  for (let fruitless = 0; !partial.isComplete && fruitless < fruitlessAttempts;) {
    const before = partial.received;
    cut = await receive(fetch, address, file, partial, onProgress, signal);
    if (partial.received <= before) fruitless++;
  }
  if (!partial.isComplete)
    throw modelError(cut ? 'model-offline' : 'model-truncated', file.path, cut);
  if ((await sha256(partial.bytes)) === file.sha256) return partial.bytes;
  await partial.discard();
  // The parts may be of another version of the file.
  if (resumed) return downloadFile(fetch, address, file, partial, onProgress, signal);
  throw modelError('model-hash', file.path);
}

/** One connection. Returns what cut it, or null when the server ended it. */
async function receive(
  fetch: Fetch,
  address: string,
  file: ModelFile,
  partial: PartialDownload,
  onProgress: (received: number) => void,
  signal?: AbortSignal,
): Promise<unknown> {
  try {
    const headers: HeadersInit =
      partial.received > 0 ? { Range: `bytes=${partial.received}-` } : {};
    const response = await fetch(address, { headers, signal: signal ?? null, cache: 'no-store' });
    if (response.status >= 500) return new TypeError(`the server answered ${response.status}`);
    // A server that does not know ranges sends everything again; 416 says that there is no such range.
    if (response.status !== 206 && partial.received > 0) await partial.discard();
    if (response.status === 416) return null;
    if (!response.ok || !response.body) throw modelError('model-missing', file.path);
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (!(await partial.append(part.value))) throw modelError('model-hash', file.path);
      onProgress(partial.received);
    }
    return null;
  } catch (error) {
    if (signal?.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
    if (error instanceof ApprenticeError) throw error;
    return error;
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
