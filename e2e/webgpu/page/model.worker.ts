import { openModelFiles } from '../../../src/adapters/cache-storage/open-caches';
import { onnxModels } from '../../../src/adapters/transformers/catalogue';
import { embeddedFiles, embeddedWeights } from '../../../src/adapters/transformers/embedded-files';
import { loadOnnxModel } from '../../../src/adapters/transformers/load-onnx-model';
import { createProcessorSession } from '../../../src/adapters/transformers/processor-session';
import { prepareRuntime } from '../../../src/adapters/transformers/runtime';
import type { LanguageModel } from '../../../src/core/ports/language-model';
import type { ModelSource } from '../../../src/core/ports/model-source';
import { loadOnnx } from '../../../src/workers/load-onnx';
import { folderOf } from '../../../src/workers/model-shelf';
import { serve, workerScope } from '../../../src/workers/rpc';

/** The 4-bit file on the card, and the same file on the processor (exact, and slow). */
export type Engine = 'card' | 'same';

/** A bare language model behind a worker's boundary. */
export interface ModelProtocol {
  /** Loads the embedded model on an engine; returns what it calls itself. */
  load(engine: Engine): Promise<{ backend: string; seconds: number }>;
  encode(text: string): Promise<Int32Array>;
  /** Appends; the logits after each of the last `rows` tokens, one after the other. */
  append(tokens: Int32Array, rows: number): Promise<Float32Array>;
  truncate(length: number): Promise<void>;
}

let model: LanguageModel;

const card = onnxModels.find(({ origin }) => origin.kind === 'embedded')!;

async function load(engine: Engine) {
  const started = performance.now();
  const threads = prepareRuntime();
  const source = await openModelFiles(new URL('/models/', location.href).href, folderOf(card));
  model = await start(engine, source, threads);
  return { backend: model.backend, seconds: (performance.now() - started) / 1000 };
}

function start(engine: Engine, source: ModelSource, threads: number): Promise<LanguageModel> {
  if (engine === 'card')
    return loadOnnx(card, source, { threads, onProgress: () => {}, signal: undefined });
  return loadOnnxModel(source, {
    ...{ id: 'same', title: 'the same file', backend: 'wasm', threads, contextLength: 2048 },
    ...{ files: embeddedFiles('webgpu'), weights: embeddedWeights('webgpu') },
    createSession: createProcessorSession,
  });
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
