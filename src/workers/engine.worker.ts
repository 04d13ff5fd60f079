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

const load: EngineProtocol['load'] = async (model, baseUrl, onProgress, signal) => {
  loading = start(model, baseUrl, onProgress, signal);
  await loading;
};

async function start(...args: Parameters<typeof load>): Promise<TextGenerator> {
  const model = await loadModel(...args);
  const grammars = await createXgrammarCompiler(await loadXgrammar(), model.vocabulary());
  return createTextGenerator(model, grammars, Date, await openPrefixFiles());
}

async function loadModel(...[entry, baseUrl, onProgress, signal]: Parameters<typeof load>) {
  const threads = prepareRuntime();
  return loadLanguageModel(await openModelFiles(baseUrl, entry.id), {
    backend: 'wasm',
    threads,
    startModule: () => startWasm(threads),
    onProgress,
    signal,
  });
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
