import type { StoredFile } from '../../core/ports/model-source';
import { partKey, wholeKey } from './file-place';
import type { FileParts, FilePlace } from './file-place';

/** Whether a file is here, whole and verified. */
export async function isKept(place: FilePlace): Promise<boolean> {
  return (await place.cache.match(place.key)) !== undefined || (await keptParts(place)) !== null;
}

/** Bytes of a whole file. */
export async function keptBytes(place: FilePlace): Promise<number> {
  const whole = await place.cache.match(place.key);
  return whole ? (await whole.blob()).size : ((await keptParts(place))?.bytes ?? 0);
}

/** Bytes that have arrived, of a file that is not whole. */
export async function arrivedBytes(place: FilePlace): Promise<number> {
  let bytes = 0;
  for (let part = 0; ; part++) {
    const response = await place.parts.match(partKey(place, part));
    if (!response) return bytes;
    bytes += (await response.blob()).size;
  }
}

/** The file, to be read when asked for; undefined when it is not here. */
export async function openKept(place: FilePlace): Promise<StoredFile | undefined> {
  const whole = await place.cache.match(place.key);
  if (whole) return { arrayBuffer: () => whole.arrayBuffer() };
  const parts = await keptParts(place);
  if (!parts) return undefined;
  const pieces = () => readParts(place, parts);
  return { size: parts.bytes, pieces, arrayBuffer: () => joined(pieces(), parts.bytes) };
}

/** Deletes the file and what has arrived of it. */
export async function removeKept(place: FilePlace): Promise<void> {
  await place.cache.delete(place.key);
  // First: parts without it are a download that goes on.
  await place.parts.delete(wholeKey(place));
  for (let part = 0; await place.parts.delete(partKey(place, part)); part++);
}

async function keptParts(place: FilePlace): Promise<FileParts | null> {
  const found = await place.parts.match(wholeKey(place));
  return found ? (JSON.parse(await found.text()) as FileParts) : null;
}

/** Throws `model-truncated` when a part is missing, and forgets that the file was whole: a download mends it. */
async function* readParts(
  place: FilePlace,
  { bytes, partBytes }: FileParts,
): AsyncGenerator<Uint8Array> {
  for (let part = 0; part * partBytes < bytes; part++) {
    const found = await place.parts.match(partKey(place, part));
    const content = new Uint8Array(found ? await found.arrayBuffer() : new ArrayBuffer(0));
    if (content.length !== Math.min(partBytes, bytes - part * partBytes)) {
      await place.parts.delete(wholeKey(place));
      throw place.error('model-truncated', place.name);
    }
    yield content;
  }
}

async function joined(pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for await (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all.buffer;
}
