import { readFile } from 'node:fs/promises';
import { inSpace, readSentenceSpace } from '../../../core/learning/sentence-space';
import type { Encoder } from '../../../core/ports/encoder';
import type { StartEncoderPass } from '../../../core/ports/encoder-pass';
import type { ModelSource } from '../../../core/ports/model-source';
import { loadEncoder } from '../load-encoder';

/** The embedded encoder as pages use it, in Node. */
export async function loadPageEncoder(
  source: ModelSource,
  start: StartEncoderPass,
): Promise<Encoder> {
  const bytes = await readFile('src/adapters/transformers/sentence-space.bin');
  return inSpace(await loadEncoder(source, start), readSentenceSpace(bytes));
}
