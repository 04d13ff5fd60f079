import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Encoder } from '../src/core/ports/encoder';

/** The texts' pooled states; computed once per list of texts and encoder, then kept in the temporary folder. */
export async function cachedEmbeddings(
  encoder: Encoder,
  texts: readonly string[],
): Promise<Float32Array[]> {
  const key = createHash('sha256')
    .update(JSON.stringify([encoder.hash, texts]))
    .digest('hex');
  const file = join(cacheFolder(), `${key}.f32`);
  const width = encoder.dimensions;
  if (!existsSync(file)) {
    const matrix = new Float32Array(texts.length * width);
    for (const [i, text] of texts.entries()) {
      const [state] = await encoder.embed([text]);
      matrix.set(state!.pooled, i * width);
    }
    writeFileSync(file, Buffer.from(matrix.buffer));
  }
  const bytes = readFileSync(file);
  const matrix = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  return texts.map((_, i) => matrix.slice(i * width, (i + 1) * width));
}

/** Outside the repository: what is here can be made again. */
export function cacheFolder(): string {
  const folder = join(tmpdir(), 'apprentice-bench');
  mkdirSync(folder, { recursive: true });
  return folder;
}
