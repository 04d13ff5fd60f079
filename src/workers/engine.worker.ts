import { openModelFiles, openPrefixFiles } from '../adapters/cache-storage/open-caches';
import { ConvertedModels } from '../adapters/opfs/converted-models';
import { openOrigin } from '../adapters/opfs/folder';
import { loadLanguageModel } from '../adapters/transformers/load-language-model';
import { loadTokenizer } from '../adapters/transformers/model-tokenizer';
import { prepareRuntime } from '../adapters/transformers/runtime';
import { loadXgrammar } from '../adapters/xgrammar/load-xgrammar';
import { createXgrammarCompiler } from '../adapters/xgrammar/xgrammar-compiler';
import { createTextGenerator } from '../core/generation/text-generator';
import type { ModelEntry } from '../core/models/model-entry';
import type { ModelSource } from '../core/ports/model-source';
import type { TextGenerator } from '../core/ports/text-generator';
import type { EngineProtocol } from './engine-protocol';
import { loadOnnx, runsInSession } from './load-onnx';
import { folderOf } from './model-shelf';
import { serve, workerScope } from './rpc';
import { startKernel } from './start-kernel';

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
  if (entry.engine === 'webllm') {
    // 6 MB of code that a model on the processor does without.
    const { loadWebllm } = await import('../adapters/webllm/load-webllm');
    return loadWebllm(entry, { loadTokenizer, onProgress, signal });
  }
  const threads = prepareRuntime();
  const source = await sourceOf(entry, baseUrl);
  if (runsInSession(entry)) return loadOnnx(entry, source, { threads, onProgress, signal });
  return loadLanguageModel(source, {
    backend: 'wasm',
    threads,
    title: entry.title,
    startDecoder: startKernel(threads),
    onProgress,
    signal,
  });
}

async function sourceOf(entry: ModelEntry, baseUrl: string): Promise<ModelSource> {
  if (entry.origin.kind === 'opened')
    return new ConvertedModels(await openOrigin()).source(entry.id);
  return openModelFiles(baseUrl, folderOf(entry));
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
