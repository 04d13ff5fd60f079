import { folderSource } from '../src/adapters/cache-storage/node/folder-source';
import { loadPageEncoder } from '../src/adapters/transformers/node/page-encoder';
import type { Encoder } from '../src/core/ports/encoder';

/** The installed encoder as pages use it. */
export function openPageEncoder(threads = 1): Promise<Encoder> {
  return loadPageEncoder(folderSource('public/models', 'all-MiniLM-L6-v2'), threads);
}
