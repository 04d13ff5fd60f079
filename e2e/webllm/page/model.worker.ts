import { loadTokenizer } from '../../../src/adapters/transformers/model-tokenizer';
import { loadWebllm } from '../../../src/adapters/webllm/load-webllm';
import type { LanguageModel } from '../../../src/core/ports/language-model';
import { serve, workerScope } from '../../../src/workers/rpc';
import { testModel } from './test-model';

export interface LoadedFacts {
  readonly seconds: number;
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly stopTokens: readonly number[];
}

/** A bare language model behind a worker's boundary. */
export interface ModelProtocol {
  load(contextLength: number, publicOnly: boolean): Promise<LoadedFacts>;
  encode(text: string): Promise<number[]>;
  forward(tokens: readonly number[], rows: number): Promise<Float32Array>;
  truncate(length: number): Promise<void>;
  keep(name: string): Promise<void>;
  resume(name: string): Promise<boolean>;
  length(): Promise<number>;
  /** Takes the graphics card away, as a driver that is updated does; sets how the model is loaded then. */
  loseDevice(publicOnly: boolean): Promise<void>;
  dispose(): Promise<void>;
}

let model: LanguageModel;
const how = { publicOnly: false };
const devices: { destroy(): void }[] = [];

interface Adapter {
  requestDevice(...args: unknown[]): Promise<{ destroy(): void }>;
}

/** Remembers the devices that anybody here asks for. */
function noteDevices(): void {
  const { prototype } = (globalThis as unknown as { GPUAdapter: { prototype: Adapter } })
    .GPUAdapter;
  const { requestDevice } = prototype;
  prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    devices.push(device);
    return device;
  };
}
noteDevices();

serve<ModelProtocol>(workerScope(), {
  async load(contextLength, publicOnly) {
    const start = performance.now();
    how.publicOnly = publicOnly;
    model = await loadWebllm(testModel(), Object.assign(how, { loadTokenizer, contextLength }));
    return {
      seconds: (performance.now() - start) / 1000,
      vocabularySize: model.vocabularySize,
      contextLength: model.contextLength,
      stopTokens: model.stopTokens,
    };
  },
  encode: async (text) => [...model.encode(text)],
  async forward(tokens, rows) {
    const result = new Float32Array(rows * model.vocabularySize);
    let offset = 0;
    for await (const row of model.forwardAll(Int32Array.from(tokens), undefined, rows)) {
      result.set(row, offset);
      offset += row.length;
    }
    return result;
  },
  truncate: (length) => model.truncate(length),
  keep: (name) => model.keep(name),
  resume: (name) => model.resume(name),
  length: () => Promise.resolve(model.length),
  loseDevice(publicOnly) {
    how.publicOnly = publicOnly;
    devices.at(-1)?.destroy();
    return Promise.resolve();
  },
  dispose: () => model.dispose(),
});
