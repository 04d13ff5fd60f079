import { openModelFiles, openPrefixFiles } from '../adapters/cache-storage/open-caches';
import { loadLanguageModel } from '../adapters/transformers/load-language-model';
import { prepareRuntime, startWasm } from '../adapters/transformers/runtime';
import { loadXgrammar } from '../adapters/xgrammar/load-xgrammar';
import { createXgrammarCompiler } from '../adapters/xgrammar/xgrammar-compiler';
import { createTextGenerator } from '../core/generation/text-generator';
import type { TextGenerator } from '../core/ports/text-generator';
import type { EngineProtocol } from './engine-protocol';
import { serve, workerScope } from './rpc';

/** Language model and grammar compiler; one of each a worker. */
let loading: Promise<TextGenerator> | null = null;

const load: EngineProtocol['load'] = async (modelId, baseUrl, onProgress, signal) => {
  loading = start(modelId, baseUrl, onProgress, signal);
  await loading;
};

async function start(...[modelId, baseUrl, onProgress, signal]: Parameters<typeof load>) {
  const threads = prepareRuntime();
  const source = await openModelFiles(baseUrl, modelId);
  const model = await loadLanguageModel(source, {
    backend: 'wasm',
    threads,
    startModule: () => startWasm(threads),
    onProgress,
    signal,
  });
  const grammars = await createXgrammarCompiler(await loadXgrammar(), model.vocabulary());
  return createTextGenerator(model, grammars, Date, await openPrefixFiles());
}

function generator(): Promise<TextGenerator> {
  return loading ?? Promise.reject(new TypeError('the engine was not loaded'));
}

serve<EngineProtocol>(workerScope(), {
  load,
  describe: async () => (await generator()).describe(),
  scoreChoices: async (...args) => (await generator()).scoreChoices(...args),
  generateObject: async (...args) => (await generator()).generateObject(...args),
  generateReply: async (...args) => (await generator()).generateReply(...args),
});
