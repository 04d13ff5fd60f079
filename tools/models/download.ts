import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sha256OfFile } from './checksum';

export interface DownloadOptions {
  /** Refuses other content. */
  readonly sha256?: string;
  readonly onProgress?: (fraction: number) => void;
  /** Milliseconds without a byte after which the transfer counts as cut; 30,000 by default. */
  readonly stallTimeout?: number;
}

const ATTEMPTS = 4;

/**
 * Downloads a file to `path`. A cut transfer goes on where it stopped, within this call or a later
 * one: what has arrived is kept as `<path>.part`.
 * @throws Error after four attempts in a row without a new byte, or on a wrong checksum
 */
export async function download(
  url: string,
  path: string,
  options: DownloadOptions = {},
): Promise<void> {
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  for (let failures = 0; ;) {
    const before = await sizeOf(part);
    try {
      await transfer(url, part, before, options);
      break;
    } catch (error) {
      const gained = (await sizeOf(part)) > before;
      failures = gained ? 1 : failures + 1;
      if (failures >= ATTEMPTS || error instanceof RefusedError) throw error;
    }
  }
  if (options.sha256 && (await sha256OfFile(part)) !== options.sha256) {
    await rm(part);
    throw new Error('the downloaded file has another checksum than expected');
  }
  await rename(part, path);
}

/** The server answered, but not with the file: trying again would not help. */
class RefusedError extends Error {}

async function transfer(
  url: string,
  part: string,
  start: number,
  options: DownloadOptions,
): Promise<void> {
  const stall = new AbortController();
  const alive = watchdog(stall, options.stallTimeout ?? 30_000);
  try {
    const headers: Record<string, string> = start > 0 ? { Range: `bytes=${start}-` } : {};
    const response = await fetch(url, { headers, signal: stall.signal });
    // 416: nothing lies beyond what we have, so the part is complete (the checksum decides).
    if (response.status === 416) return;
    if (!response.ok || !response.body) throw new RefusedError(`HTTP ${response.status}`);
    const resumed = response.status === 206;
    const offset = resumed ? start : 0;
    const total = offset + Number(response.headers.get('content-length') ?? 0);
    const file = createWriteStream(part, { flags: resumed ? 'a' : 'w' });
    let received = offset;
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        alive.renew();
        received += chunk.byteLength;
        if (!file.write(chunk))
          await new Promise<void>((resolve) => file.once('drain', () => resolve()));
        if (total > 0) options.onProgress?.(received / total);
      }
    } finally {
      await new Promise<void>((resolve) => file.end(() => resolve()));
    }
    if (received < total) throw new Error('the connection was cut');
  } finally {
    alive.stop();
  }
}

function watchdog(target: AbortController, timeout: number): { renew(): void; stop(): void } {
  const abort = (): void => target.abort(new Error('the connection stalled'));
  let timer = setTimeout(abort, timeout);
  return {
    renew() {
      clearTimeout(timer);
      timer = setTimeout(abort, timeout);
    },
    stop: () => clearTimeout(timer),
  };
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    (found) => found.size,
    () => 0,
  );
