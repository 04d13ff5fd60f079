import { expect, it } from 'vitest';
import { webllmModels } from './webllm-catalogue';

const byId = new Map(webllmModels.map((entry) => [entry.id, entry]));

it('WebLLM’s chat models are entries with memory, context and what they need', () => {
  expect(byId.get('Llama-3.2-1B-Instruct-q4f16_1-MLC')).toEqual({
    id: 'Llama-3.2-1B-Instruct-q4f16_1-MLC',
    title: 'Llama 3.2 1B (4 bits, computes in 16)',
    family: 'llama',
    engine: 'webllm',
    backend: 'webgpu',
    origin: {
      kind: 'webllm',
      weights: 'https://huggingface.co/mlc-ai/Llama-3.2-1B-Instruct-q4f16_1-MLC',
      library: expect.stringMatching(
        /^https:\/\/raw\.githubusercontent\.com\/mlc-ai\/.*\.wasm$/,
      ) as string,
    },
    downloadBytes: null,
    memoryBytes: 921_740_247,
    features: ['shader-f16'],
    contextLength: 4096,
  });
});

it.each([
  ['Hermes-3-Llama-3.2-3B-q4f16_1-MLC', 'hermes'],
  ['SmolLM2-360M-Instruct-q4f32_1-MLC', 'smollm'],
  ['Qwen2.5-1.5B-Instruct-q4f16_1-MLC', 'qwen'],
  ['gemma-2-2b-it-q4f16_1-MLC', 'gemma'],
  ['Mistral-7B-Instruct-v0.3-q4f16_1-MLC', 'mistral'],
  ['Phi-3.5-mini-instruct-q4f16_1-MLC', 'phi'],
  ['TinyLlama-1.1B-Chat-v1.0-q4f16_1-MLC', 'other'],
])('%s is of the family %s', (id, family) => {
  expect(byId.get(id)?.family).toBe(family);
});

it('a model that computes in 32 bits needs nothing of the graphics card that it may lack', () => {
  expect(byId.get('SmolLM2-135M-Instruct-q0f32-MLC')?.features).toEqual([]);
});

it('what does not chat, or fits no browser, is left out', () => {
  const ids = [...byId.keys()].join('\n');
  expect(ids).not.toMatch(/embed|vision|-Base-|Math|70B|gemma-4|DeepSeek-R1/);
  expect(webllmModels.length).toBeGreaterThan(60);
});

it('ids are unique names of folders and titles differ', () => {
  expect(byId.size).toBe(webllmModels.length);
  expect(new Set(webllmModels.map(({ title }) => title)).size).toBe(webllmModels.length);
  for (const id of byId.keys()) expect(id).toMatch(/^[\w.-]+$/);
});
