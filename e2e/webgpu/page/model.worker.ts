import { openModelFiles } from '../../../src/adapters/cache-storage/open-caches';
import { onnxModels } from '../../../src/adapters/transformers/catalogue';
import { loadLanguageModel } from '../../../src/adapters/transformers/load-language-model';
import { prepareRuntime } from '../../../src/adapters/transformers/runtime';
import { embeddedModel } from '../../../src/core/models/model-entry';
import type { ModelEntry } from '../../../src/core/models/model-entry';
import type { LanguageModel } from '../../../src/core/ports/language-model';
import { loadOnnx } from '../../../src/workers/load-onnx';
import { folderOf } from '../../../src/workers/model-shelf';
import { serve, workerScope } from '../../../src/workers/rpc';

/** A bare language model behind a worker's boundary. */
export interface ModelProtocol {
  /** Loads the embedded model on an engine; returns what it calls itself. */
  load(backend: ModelEntry['backend']): Promise<{ backend: string; seconds: number }>;
  encode(text: string): Promise<Int32Array>;
  /** Appends; the logits after each of the last `rows` tokens, one after the other. */
  append(tokens: Int32Array, rows: number): Promise<Float32Array>;
  truncate(length: number): Promise<void>;
}

let model: LanguageModel;

async function load(backend: ModelEntry['backend']) {
  const started = performance.now();
  const threads = prepareRuntime();
  const card = onnxModels.find(({ origin }) => origin.kind === 'embedded')!;
  const entry = backend === 'webgpu' ? card : embeddedModel;
  const source = await openModelFiles(new URL('/models/', location.href).href, folderOf(entry));
  const options = { threads, onProgress: () => {}, signal: undefined };
  model =
    backend === 'webgpu'
      ? await loadOnnx(entry, source, options)
      : await loadLanguageModel(source, { backend, threads });
  return { backend: model.backend, seconds: (performance.now() - started) / 1000 };
}

async function append(tokens: Int32Array, rows: number): Promise<Float32Array> {
  const all = new Float32Array(rows * model.vocabularySize);
  let at = 0;
  for await (const row of model.forwardAll(tokens, undefined, rows)) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}

serve<ModelProtocol>(workerScope(), {
  load,
  encode: async (text) => model.encode(text),
  append,
  truncate: (length) => model.truncate(length),
});
