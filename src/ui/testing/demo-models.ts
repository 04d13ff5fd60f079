import type { AppState, ModelJob, ModelsView } from '../../app/app-state';
import { embeddedModel, type ModelEntry } from '../../core/models/model-entry';
import type { ModelStock } from '../../core/ports/model-shelf';

const MB = 1e6;

function entry(
  title: string,
  family: ModelEntry['family'],
  megabytes: number,
  change: Partial<ModelEntry> = {},
): ModelEntry {
  const id = title.replace(/[^\w.]+/g, '-');
  return {
    id,
    title,
    family,
    engine: 'webllm',
    backend: 'webgpu',
    origin: {
      kind: 'webllm',
      weights: `https://huggingface.co/mlc-ai/${id}/resolve/main/`,
      library: `https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/${id}.wasm`,
    },
    downloadBytes: megabytes * MB,
    memoryBytes: megabytes * 1.4 * MB,
    features: ['shader-f16'],
    contextLength: 4096,
    ...change,
  };
}

const onProcessor = (repository: string): Partial<ModelEntry> => ({
  engine: 'transformers',
  backend: 'wasm',
  features: [],
  origin: { kind: 'hub', repository, revision: 'main', weights: 'onnx/model_q4f16.onnx' },
});

const entries: readonly ModelEntry[] = [
  embeddedModel,
  entry('SmolLM2 360M', 'smollm', 273, onProcessor('onnx-community/SmolLM2-360M-Instruct')),
  entry('Qwen3 0.6B', 'qwen', 350),
  entry('Qwen3 1.7B', 'qwen', 980),
  entry('Qwen3 4B', 'qwen', 2300),
  entry('Qwen2.5 0.5B', 'qwen', 483, onProcessor('onnx-community/Qwen2.5-0.5B-Instruct')),
  entry('Llama 3.2 1B', 'llama', 700),
  entry('Llama 3.2 3B', 'llama', 1800),
  entry('Llama 3.1 8B', 'llama', 4600),
  entry('Gemma 3 1B', 'gemma', 760, { downloadBytes: null }),
  entry('my own tune', 'other', 98, { ...onProcessor(''), origin: { kind: 'opened' } }),
];

const stockOf = ({ id, downloadBytes }: ModelEntry): ModelStock => {
  const whole = ['SmolLM2-360M', 'my-own-tune', embeddedModel.id].includes(id);
  const part = id === 'Qwen2.5-0.5B' ? 0.42 : 0;
  const bytes = Math.round((downloadBytes ?? 0) * (whole ? 1 : part));
  return { id, bytes, complete: whole };
};

const arriving: ModelJob = {
  id: 'Qwen3-1.7B',
  kind: 'download',
  title: 'Qwen3 1.7B',
  status: 'running',
  progress: {
    loaded: 410 * MB,
    total: 980 * MB,
    part: 'params_shard_12.bin',
    partLoaded: 11 * MB,
    partTotal: 33 * MB,
  },
  error: null,
};

export const demoModels: ModelsView = {
  active: embeddedModel,
  status: 'ready',
  entries,
  listing: 'read',
  stock: entries.map(stockOf),
  jobs: [],
  removing: [],
  profile: null,
  measured: null,
  device: {
    gpu: {
      maxBufferSize: 2 ** 31,
      maxStorageBufferBindingSize: 2 ** 31 - 4,
      features: ['shader-f16'],
      fallback: false,
    },
    memoryBytes: 8 * 2 ** 30,
    cores: 8,
  },
};

/** While a model arrives, another failed, and one is being loaded. */
export const busyDemoModels: ModelsView = {
  ...demoModels,
  active: entries[1],
  status: 'loading',
  jobs: [
    arriving,
    {
      ...arriving,
      id: 'Llama-3.2-1B',
      title: 'Llama 3.2 1B',
      status: 'failed',
      error: {
        code: 'storage-full',
        message:
          'There is no room left on this device to keep Llama 3.2 1B. What you saved is safe; free some space, then go on.',
      },
    },
  ],
  device: { gpu: null, memoryBytes: 4 * 2 ** 30, cores: 4 },
};

/** What one can do with the demonstration's models and settings: it happens at once, or not at all. */
export abstract class DemoModels {
  readonly #settings = new Map<string, unknown>();
  abstract state: AppState;
  protected abstract change(change: Partial<AppState>): void;

  setting<T>(key: string, fallback: T): T {
    return this.#settings.has(key) ? (this.#settings.get(key) as T) : fallback;
  }
  async changeSetting(key: string, value: unknown): Promise<void> {
    this.#settings.set(key, value);
    this.change({});
  }

  async openModels(): Promise<void> {}
  async useModel(id: string): Promise<void> {
    const active = this.state.models.entries.find((one) => one.id === id);
    if (active) this.#show({ active, status: 'ready' });
  }
  unloadModel(): void {
    this.#show({ status: 'unloaded' });
  }
  async downloadModel(id: string): Promise<void> {
    const found = this.state.models.entries.find((one) => one.id === id);
    const job = { ...arriving, id, title: found?.title ?? id };
    this.#show({ jobs: [...this.state.models.jobs.filter((one) => one.id !== id), job] });
  }
  pauseModelJob(id: string): void {
    this.#job(id, 'paused');
  }
  async resumeModelJob(id: string): Promise<void> {
    this.#job(id, 'running');
  }
  async cancelModelJob(id: string): Promise<void> {
    this.#show({ jobs: this.state.models.jobs.filter((one) => one.id !== id) });
  }
  async removeModel(id: string): Promise<void> {
    this.#show({ removing: [...this.state.models.removing, id] });
  }
  async openGguf(): Promise<void> {}
  async addModel(): Promise<ModelEntry | null> {
    return null;
  }
  async installDefaultModels(): Promise<void> {}

  #job(id: string, status: ModelJob['status']): void {
    const jobs = this.state.models.jobs.map((one) => (one.id === id ? { ...one, status } : one));
    this.#show({ jobs });
  }
  #show(change: Partial<ModelsView>): void {
    this.change({ models: { ...this.state.models, ...change } });
  }
}
