import { ApprenticeError } from '../../../core/errors/apprentice-error';
import { downloadError } from '../../../core/errors/download-error';
import type { ByteSource } from './byte-source';

type Fetch = (address: string, options: RequestInit) => Promise<Response>;

/**
 * The beginning of a file at an address, read by Range to look at it before it is downloaded; what was read is remembered. A
 * server that knows no ranges is left after the bytes that were asked for.
 * Errors of `read`: `model-missing`, `model-gated`, `model-truncated`, `model-offline`, `cancelled`.
 */
export function remoteSource(
  fetch: Fetch,
  { address, title, bytes: size }: { address: string; title: string; bytes: number },
  signal?: AbortSignal,
): ByteSource {
  let known = new Uint8Array();

  async function request(start: number, end: number): Promise<Uint8Array> {
    const response = await fetch(address, {
      headers: { Range: `bytes=${start}-${end - 1}` },
      ...{ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' },
      signal: signal ?? null,
    });
    if ([401, 403].includes(response.status)) throw downloadError('model-gated', title);
    if (response.status >= 500 || response.status === 429) {
      throw new TypeError(`the server answered ${response.status}`);
    }
    if (!response.ok || !response.body) throw downloadError('model-missing', title);
    const skip = response.status === 206 ? 0 : start;
    const bytes = await firstBytes(response.body, skip + end - start);
    if (bytes.length < skip + end - start) throw downloadError('model-truncated', title);
    return bytes.subarray(skip);
  }

  return {
    size,
    async read(start, end) {
      try {
        if (end > known.length) {
          const more = await request(known.length, end);
          const longer = new Uint8Array(end);
          longer.set(known);
          longer.set(more, known.length);
          known = longer;
        }
        return known.subarray(start, end);
      } catch (error) {
        if (signal?.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
        if (error instanceof ApprenticeError) throw error;
        throw downloadError('model-offline', title, error);
      }
    },
  };
}

/** At most `length` bytes; the connection is ended after them. */
async function firstBytes(body: ReadableStream<Uint8Array>, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const reader = body.getReader();
  let at = 0;
  while (at < length) {
    const part = await reader.read();
    if (part.done) break;
    const piece = part.value.subarray(0, length - at);
    bytes.set(piece, at);
    at += piece.length;
  }
  await reader.cancel();
  return bytes.subarray(0, at);
}
