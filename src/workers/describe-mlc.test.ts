import { expect, it } from 'vitest';
import { describeMlc } from './describe-mlc';

const library = 'https://raw.githubusercontent.com/mlc-ai/libs/main/some.wasm';
const files = async () => [
  { address: 'a', cache: 'webllm/model', bytes: 700 },
  { address: 'b', cache: 'webllm/wasm', bytes: null },
];
const describe = (address: string, from = library) =>
  describeMlc(address, from, files, () => Promise.resolve(null));

it('MLC weights of the hub become an entry, with the size of what is listed', async () => {
  expect(await describe('mlc-ai/Qwen3-0.6B-q4f16_1-MLC')).toEqual({
    ...{ id: 'Qwen3-0.6B-q4f16_1-MLC', title: 'Qwen3 0.6B q4f16 1', family: 'qwen' },
    ...{ engine: 'webllm', backend: 'webgpu', features: ['shader-f16'] },
    origin: {
      kind: 'webllm',
      weights: 'https://huggingface.co/mlc-ai/Qwen3-0.6B-q4f16_1-MLC/resolve/main/',
      library,
    },
    ...{ downloadBytes: 700, memoryBytes: null, contextLength: null },
  });
});

it('weights in 32 bits ask for no feature of the card', async () => {
  expect((await describe('mlc-ai/Some-q4f32_1-MLC')).features).toEqual([]);
});

it('a library without a complete address is refused', async () => {
  await expect(describe('mlc-ai/Some-q4f32_1-MLC', 'some.wasm')).rejects.toMatchObject({
    code: 'model-unsupported',
    message: expect.stringContaining('https://') as string,
  });
});
