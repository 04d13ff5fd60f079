import { folderSource } from '../src/adapters/cache-storage/node/folder-source';
import { startEncoderPass } from '../src/adapters/llama/node/start-encoder-pass';
import { loadPageEncoder } from '../src/adapters/transformers/node/page-encoder';
import type { Encoder } from '../src/core/ports/encoder';

/** The installed encoder as pages use it. */
export function openPageEncoder(): Promise<Encoder> {
  return loadPageEncoder(folderSource('public/models', 'all-MiniLM-L6-v2'), startEncoderPass);
}
