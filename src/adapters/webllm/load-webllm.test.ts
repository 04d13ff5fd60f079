import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddedModel } from '../../core/models/model-entry';
import type { ModelEntry } from '../../core/models/model-entry';
import type { LoadProgress } from '../../core/ports/model-source';
import type { ModelTokenizer } from '../../core/ports/model-tokenizer';
import { loadWebllm } from './load-webllm';
import { fakePipeline } from './testing/fake-pipeline';

const library = vi.hoisted(() => ({
  config: {} as {
    appConfig: { model_list: Record<string, unknown>[] };
    logitProcessorRegistry: Map<string, { processLogits(logits: Float32Array): Float32Array }>;
    initProgressCallback: (report: { progress: number }) => void;
  },
  /** What `reload` does. */
  reload: [] as (() => Promise<void>)[],
  pipelines: new Map<string, object>(),
  unloaded: 0,
}));

vi.mock('@mlc-ai/web-llm', () => ({
  MLCEngine: class {
    loadedModelIdToPipeline = library.pipelines;
    constructor(config: typeof library.config) {
      library.config = config;
    }
    async reload(): Promise<void> {
      await library.reload.shift()?.();
    }
    async unload(): Promise<void> {
      library.unloaded++;
    }
    async resetChat(): Promise<void> {}
    async forwardTokensAndSample(ids: number[]): Promise<number> {
      const [tap] = library.config.logitProcessorRegistry.values();
      tap!.processLogits(Float32Array.of(-ids.at(-1)!, 1));
      return 0;
    }
  },
}));

const entry: ModelEntry = {
  ...embeddedModel,
  id: 'Tiny-q4f16_1-MLC',
  title: 'Tiny 1B',
  engine: 'webllm',
  backend: 'webgpu',
  origin: {
    kind: 'webllm',
    weights: 'https://models.example/tiny',
    library: 'https://x.example/l',
  },
  features: ['shader-f16'],
  contextLength: null,
};
const folder = 'https://models.example/tiny/resolve/main/';
const tokenizer: ModelTokenizer = {
  specialTokens: [0],
  encode: () => Int32Array.from({ length: 30 }, (_, i) => i),
  decode: () => '',
  tokenId: () => 0,
  pieces: () => [],
  renderPrompt: () => 'the template’s',
};

/** The caches of a model that is here. */
function stored(): Record<string, unknown> {
  return {
    [`webllm/config ${folder}mlc-chat-config.json`]: {
      vocab_size: 2,
      context_window_size: 131_072,
      tokenizer_files: ['tokenizer.json'],
      conv_template: { stop_token_ids: [1], roles: { user: 'U', assistant: 'A' } },
    },
    'webllm/wasm https://x.example/l': 'wasm',
    [`webllm/model ${folder}tensor-cache.json`]: { records: [{ dataPath: 's.bin', nbytes: 200 }] },
    [`webllm/model ${folder}tokenizer.json`]: {},
    [`webllm/model ${folder}s.bin`]: 'weights',
  };
}

let files: Record<string, unknown>;
let device: { lost: Promise<void>; lose: () => void };

/** WebGPU as WebLLM asks for it when it loads. */
async function requestDevice(): Promise<void> {
  const { gpu } = navigator as unknown as {
    gpu: { requestAdapter(): Promise<{ requestDevice(): Promise<object> }> };
  };
  await (await gpu.requestAdapter()).requestDevice();
}

beforeEach(() => {
  files = stored();
  let lose = (): void => {};
  device = { lost: new Promise((resolve) => (lose = resolve)), lose: () => lose() };
  Object.assign(library, { reload: [requestDevice], pipelines: new Map(), unloaded: 0 });
  vi.stubGlobal('caches', {
    open: async (cache: string) => ({
      match: async (address: string) => {
        const file = files[`${cache} ${address}`];
        if (file === undefined) return undefined;
        return new Response(typeof file === 'string' ? file : JSON.stringify(file));
      },
    }),
  });
  // On a prototype, as the browser's.
  const gpu = Object.create({
    requestAdapter: async () => ({ requestDevice: async () => device }),
  }) as object;
  vi.stubGlobal('navigator', { gpu });
});
afterEach(() => vi.unstubAllGlobals());

const load = (options = {}) =>
  loadWebllm(entry, { loadTokenizer: async () => tokenizer, ...options });

describe('a WebLLM model loads', () => {
  it('with plain sampling, its own context up to 4,096 tokens, and the features it needs', async () => {
    const model = await load();
    expect(model).toMatchObject({ contextLength: 4096, vocabularySize: 2, backend: 'webgpu' });
    expect(model.stopTokens).toEqual([0, 1]);
    expect(library.config.appConfig.model_list).toEqual([
      {
        model: 'https://models.example/tiny',
        model_id: entry.id,
        model_lib: 'https://x.example/l',
        required_features: ['shader-f16'],
        overrides: {
          temperature: 1,
          top_p: 1,
          repetition_penalty: 1,
          frequency_penalty: 0,
          presence_penalty: 0,
          context_window_size: 4096,
          sliding_window_size: -1,
        },
      },
    ]);
  });

  it('and tells how many bytes are on the graphics card', async () => {
    const told: LoadProgress[] = [];
    library.reload = [async () => library.config.initProgressCallback({ progress: 0.5 })];
    await load({ onProgress: (progress: LoadProgress) => told.push(progress) });
    expect(told).toEqual([{ loaded: 100, total: 200 }]);
  });

  it('and renders prompts by the tokenizer’s template, or by MLC’s where there is none', async () => {
    const hello = [{ role: 'user', content: 'Hi' }] as const;
    expect((await load()).renderPrompt(hello)).toBe('U: HiA: ');
    files[`webllm/model ${folder}tokenizer_config.json`] = { chat_template: '{{ messages }}' };
    library.reload = [];
    expect((await load()).renderPrompt(hello)).toBe('the template’s');
  });
});

describe('the way to the logits', () => {
  const warn = () => vi.spyOn(console, 'warn').mockImplementation(() => {});

  it('is the pipeline where it is as we know it and passes the probe', async () => {
    const pipeline = fakePipeline();
    library.pipelines.set(entry.id, pipeline);
    const model = await load();
    pipeline.calls.length = 0;
    expect([...(await model.forward(Int32Array.of(7)))]).toEqual([1, 7]);
    expect(pipeline.calls).toEqual(['forward 1']);
  });

  it('is the public interface where the pipeline has changed', async () => {
    library.pipelines.set(entry.id, { ...fakePipeline(), forwardKnownTokens: undefined });
    expect([...(await (await load()).forward(Int32Array.of(7)))]).toEqual([-7, 1]);
  });

  it('is the public interface, on a model loaded anew, where the pipeline fails', async () => {
    const warned = warn();
    const pipeline = fakePipeline();
    pipeline.forwardKnownTokens = async () => {
      throw new Error('TVM says no');
    };
    library.pipelines.set(entry.id, pipeline);
    const reloaded = vi.fn(async () => {});
    library.reload.push(reloaded);
    expect([...(await (await load()).forward(Int32Array.of(7)))]).toEqual([-7, 1]);
    expect(reloaded).toHaveBeenCalledOnce();
    warned.mockRestore();
  });
});

describe('a WebLLM model does not load, and says why:', () => {
  const failing = async (change: () => void) => {
    change();
    return load().then(
      () => null,
      (error: { code: string; message: string }) => error,
    );
  };
  const reloading = (error: Error) => () => void (library.reload = [() => Promise.reject(error)]);
  const named = (name: string, message = 'no') => Object.assign(new Error(message), { name });

  it.each([
    ['no WebGPU', 'no-webgpu', () => vi.stubGlobal('navigator', {})],
    ['no adapter', 'no-webgpu', reloading(new Error('Unable to find a compatible GPU.'))],
    ['no WebGPU in WebLLM', 'no-webgpu', reloading(named('WebGPUNotAvailableError'))],
    ['no shader-f16', 'no-shader-f16', reloading(named('ShaderF16SupportError'))],
    ['a lost device', 'out-of-memory', reloading(named('DeviceLostError'))],
    ['no room', 'out-of-memory', reloading(new RangeError('Array buffer allocation failed'))],
    ['a damaged shard', 'model-damaged', reloading(new RangeError('offset is out of bounds'))],
    [
      'a short shard',
      'model-damaged',
      reloading(new Error("Expect the data's length equals nbytes=200")),
    ],
    [
      'a list of shards that was cut',
      'model-damaged',
      () => (files[`webllm/model ${folder}tensor-cache.json`] = '{"records": [{"data'),
    ],
    ['a missing shard', 'model-missing', () => delete files[`webllm/model ${folder}s.bin`]],
    ['a missing library', 'model-missing', () => delete files['webllm/wasm https://x.example/l']],
    [
      'another configuration',
      'model-damaged',
      () => {
        files[`webllm/config ${folder}mlc-chat-config.json`] = {};
      },
    ],
  ])('%s is %s', async (_, code, change) => {
    const error = await failing(change);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(/Tiny 1B.*\. What you saved is safe; .*\.$/);
  });

  it('a device that is lost while it loads is a lack of memory', async () => {
    const error = await failing(() => {
      library.reload = [
        async () => {
          await requestDevice();
          device.lose();
          await device.lost;
        },
      ];
    });
    expect(error?.code).toBe('out-of-memory');
  });

  it('it was stopped', async () => {
    const controller = new AbortController();
    library.reload = [async () => controller.abort()];
    await expect(load({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(library.unloaded).toBeGreaterThan(0);
  });
});
