import { ApprenticeError } from '../../core/errors/apprentice-error';
import { downloadError } from '../../core/errors/download-error';
import type { PartialFile } from './partial-file';

export type Fetch = (address: string, options: RequestInit) => Promise<Response>;

export interface RemoteFile {
  readonly address: string;
  /** What people know it as. */
  readonly title: string;
  readonly bytes: number;
  /** Hexadecimal, where a list gives it. */
  readonly sha256?: string;
}

export interface DownloadProgress {
  /** Bytes that are here. */
  received(bytes: number): void;
  /** Bytes whose hash was taken. */
  verified(bytes: number): void;
}

/** Connections that may break without a byte having arrived. */
const fruitlessAttempts = 2;

/**
 * Downloads what is missing, going on by Range after a cut, and verifies the size and, where it is known, the SHA-256.
 * Whatever fails, what has arrived is kept unless it is wrong. `partial` is closed in the end.
 * Errors: `model-missing`, `model-gated`, `model-truncated`, `model-hash`, `model-offline`, `storage-full`, `cancelled`.
 */
export async function downloadToFile(
  fetch: Fetch,
  file: RemoteFile,
  partial: PartialFile,
  progress: DownloadProgress,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await receiveAll(fetch, file, partial, progress, signal);
    partial.close();
    await verify(file, partial, progress, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw new ApprenticeError('cancelled', 'It was stopped. What has arrived is kept.');
  } finally {
    partial.close();
  }
}

async function verify(
  file: RemoteFile,
  partial: PartialFile,
  progress: DownloadProgress,
  signal?: AbortSignal,
): Promise<void> {
  if (file.sha256 === undefined) return;
  const digest = await partial.digest((bytes) => progress.verified(bytes), signal);
  if (digest === file.sha256) return;
  await partial.remove();
  throw downloadError('model-hash', file.title);
}

async function receiveAll(
  fetch: Fetch,
  file: RemoteFile,
  partial: PartialFile,
  progress: DownloadProgress,
  signal?: AbortSignal,
): Promise<void> {
  if (partial.received > file.bytes) partial.discard();
  progress.received(partial.received);
  let cut: unknown = null;
  for (let fruitless = 0; partial.received < file.bytes && fruitless < fruitlessAttempts;) {
    const before = partial.received;
    cut = await receive(fetch, file, partial, progress, signal);
    if (partial.received <= before) fruitless++;
  }
  if (partial.received === file.bytes) return;
  throw downloadError(cut ? 'model-offline' : 'model-truncated', file.title, cut);
}

/** One connection. Returns what cut it, or null when the server ended it. */
async function receive(
  fetch: Fetch,
  { address, title, bytes }: RemoteFile,
  partial: PartialFile,
  progress: DownloadProgress,
  signal?: AbortSignal,
): Promise<unknown> {
  try {
    const response = await fetch(address, {
      headers: partial.received > 0 ? { Range: `bytes=${partial.received}-` } : {},
      ...{ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' },
      signal: signal ?? null,
    });
    if (response.status >= 500 || response.status === 429) {
      return new TypeError(`the server answered ${response.status}`);
    }
    assertGiven(response, title);
    // A server that does not know ranges sends everything again; 416 says that there is no such range.
    if (response.status !== 206 && partial.received > 0) partial.discard();
    if (response.status === 416 || !response.body) return null;
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      // A fetch whose answer has arrived already no longer hears the signal.
      signal?.throwIfAborted();
      if (partial.received + part.value.length > bytes) {
        await reader.cancel();
        await partial.remove();
        throw downloadError('model-hash', title);
      }
      partial.append(part.value);
      progress.received(partial.received);
    }
    return null;
  } catch (error) {
    if (signal?.aborted || error instanceof ApprenticeError) throw error;
    return error;
  }
}

function assertGiven({ status, ok }: Response, title: string): void {
  if (status === 401 || status === 403) throw downloadError('model-gated', title);
  if (!ok && status !== 416) throw downloadError('model-missing', title);
}
