import type { SentenceSpace } from '../../core/learning/sentence-space';
import { readSentenceSpace } from '../../core/learning/sentence-space';
import spaceUrl from './sentence-space.bin?url';

/** The space of all-MiniLM-L6-v2's sentences, from our own files. */
export async function fetchSentenceSpace(): Promise<SentenceSpace> {
  const response = await fetch(new URL(spaceUrl, location.href));
  return readSentenceSpace(new Uint8Array(await response.arrayBuffer()));
}
