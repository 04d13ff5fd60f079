import { startKernel } from '../src/adapters/llama/node/start-kernel';
import { folderSource } from '../src/adapters/cache-storage/node/folder-source';
import { loadLanguageModel } from '../src/adapters/transformers/load-language-model';
import type { LanguageModel } from '../src/core/ports/language-model';

/** An installed language model as pages run it: on our kernel. */
export function openPageModel(id = 'SmolLM2-135M-Instruct', threads = 2): Promise<LanguageModel> {
  return loadLanguageModel(folderSource('public/models', id), {
    backend: 'wasm',
    threads,
    startDecoder: startKernel(threads),
  });
}
