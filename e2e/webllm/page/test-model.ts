import type { ModelEntry } from '../../../src/core/models/model-entry';

/** SmolLM2-135M-Instruct in float32 as WebLLM runs it, at the addresses where the test's server has it. */
export function testModel(): ModelEntry {
  return {
    id: 'SmolLM2-135M-Instruct-q0f32',
    title: 'SmolLM2 135M on WebGPU',
    family: 'smollm',
    engine: 'webllm',
    backend: 'webgpu',
    origin: {
      kind: 'webllm',
      weights: new URL('/weights/', location.href).href,
      library: new URL('/library/SmolLM2-135M-Instruct-q0f32-swiftshader.wasm', location.href).href,
    },
    downloadBytes: 538_060_032,
    memoryBytes: 720_000_000,
    features: [],
    contextLength: null,
  };
}
