import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Encoder, SentenceState } from '../../src/core/ports/encoder';
import { cacheFolder } from '../embedding-cache';

/**
 * Pooled and word states of the texts; computed once per list and encoder (4.5 ms a text), then kept in the temporary
 * folder: one row for the sentence and one for each of its words (split at white space), one text after the other.
 */
export async function cachedStates(
  encoder: Encoder,
  texts: readonly string[],
): Promise<SentenceState[]> {
  const key = createHash('sha256')
    .update(JSON.stringify(['words', encoder.hash, texts]))
    .digest('hex');
  const file = join(cacheFolder(), `${key}.states.f32`);
  if (!existsSync(file)) await write(encoder, texts, file);
  const bytes = readFileSync(file);
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const { dimensions, wordDimensions } = encoder;
  let at = 0;
  const take = (count: number) => all.subarray(at, (at += count));
  return texts.map((text) => ({
    pooled: take(dimensions),
    words: take(wordCount(text) * wordDimensions),
  }));
}

/** Renamed when complete: a benchmark that was stopped half-way must not leave half a cache. */
async function write(encoder: Encoder, texts: readonly string[], file: string): Promise<void> {
  const parts: Buffer[] = [];
  for (const text of texts) {
    const [state] = await encoder.embed([text]);
    for (const { buffer, byteOffset, byteLength } of [state!.pooled, state!.words]) {
      parts.push(Buffer.from(buffer, byteOffset, byteLength));
    }
  }
  writeFileSync(`${file}.part`, Buffer.concat(parts));
  renameSync(`${file}.part`, file);
}

const wordCount = (text: string) => text.split(/\s+/u).filter((word) => word !== '').length;
