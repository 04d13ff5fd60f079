import { describe, expect, it } from 'vitest';
import { embeddedModel } from '../../core/models/model-entry';
import type { ModelEntry } from '../../core/models/model-entry';
import { weightsFolder } from './webllm-addresses';
import { webllmFiles } from './webllm-files';

const entry: ModelEntry = {
  ...embeddedModel,
  id: 'Tiny-q4f16_1-MLC',
  title: 'Tiny',
  engine: 'webllm',
  backend: 'webgpu',
  origin: {
    kind: 'webllm',
    weights: 'https://huggingface.co/mlc-ai/Tiny-q4f16_1-MLC',
    library: 'https://raw.githubusercontent.com/mlc-ai/libs/tiny.wasm',
  },
};
const folder = 'https://huggingface.co/mlc-ai/Tiny-q4f16_1-MLC/resolve/main/';
const listing = 'https://huggingface.co/api/models/mlc-ai/Tiny-q4f16_1-MLC/tree/main?recursive=1';
const sha256 = 'a'.repeat(64);

const answers: Record<string, unknown> = {
  [listing]: [
    { type: 'file', path: 'mlc-chat-config.json', size: 1900, oid: 'git' },
    { type: 'file', path: 'tokenizer.json', size: 130, lfs: { oid: sha256, size: 2_000_000 } },
    { type: 'file', path: 'tensor-cache.json', size: 70_000 },
    { type: 'file', path: 'params_shard_0.bin', size: 130, lfs: { oid: sha256, size: 33 } },
    { type: 'directory', path: 'logs' },
  ],
  [`${folder}mlc-chat-config.json`]: {
    vocab_size: 100,
    tokenizer_files: ['tokenizer.json', 'vocab.json', 'tokenizer_config.json'],
  },
  [`${folder}tensor-cache.json`]: { records: [{ dataPath: 'params_shard_0.bin', nbytes: 33 }] },
};

async function answer(address: string, from = answers): Promise<unknown> {
  if (address in from) return from[address];
  throw new Error(`nothing at ${address}`);
}

describe('the files of a WebLLM model', () => {
  it('stand where WebLLM looks for them, with the sizes and hashes that are known', async () => {
    expect(await webllmFiles(entry, answer)).toEqual([
      { address: `${folder}mlc-chat-config.json`, cache: 'webllm/config', bytes: 1900 },
      {
        address: 'https://raw.githubusercontent.com/mlc-ai/libs/tiny.wasm',
        cache: 'webllm/wasm',
        bytes: null,
      },
      { address: `${folder}tokenizer.json`, cache: 'webllm/model', bytes: 2_000_000, sha256 },
      { address: `${folder}tensor-cache.json`, cache: 'webllm/model', bytes: 70_000 },
      { address: `${folder}params_shard_0.bin`, cache: 'webllm/model', bytes: 33, sha256 },
    ]);
  });

  it('of a folder outside the hub are known from its own lists', async () => {
    const own = 'https://models.example/tiny/';
    const origin = { ...entry.origin, weights: own } as ModelEntry['origin'];
    const files = await webllmFiles({ ...entry, origin }, async (address) =>
      answer(address.replace(`${own}resolve/main/`, folder)),
    );
    expect(files.map(({ address, bytes }) => [address.split('/').at(-1), bytes])).toEqual([
      ['mlc-chat-config.json', null],
      ['tiny.wasm', null],
      ['tokenizer.json', null],
      ['tokenizer_config.json', null],
      ['tensor-cache.json', null],
      ['params_shard_0.bin', 33],
    ]);
  });

  it.each([
    ['mlc-chat-config.json', { model_type: 'llama' }, /no MLC weights/],
    ['tensor-cache.json', { records: [] }, /no MLC weights/],
    ['tensor-cache.json', { records: [{ dataPath: 1 }] }, /no MLC weights/],
    ['mlc-chat-config.json', { vocab_size: 1, tokenizer_files: ['vocab.json'] }, /tokenizer/],
  ])('are refused with a sentence when %s is %j', async (path, json, sentence) => {
    const broken = { ...answers, [folder + path]: json };
    const refused = webllmFiles(entry, (address) => answer(address, broken));
    await expect(refused).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringMatching(sentence) as string,
    });
  });
});

it.each([
  ['https://huggingface.co/a/b', 'https://huggingface.co/a/b/resolve/main/'],
  ['https://huggingface.co/a/b/', 'https://huggingface.co/a/b/resolve/main/'],
  ['https://huggingface.co/a/b/resolve/v2', 'https://huggingface.co/a/b/resolve/v2/'],
])('the folder of %s is the one that WebLLM makes of it', (weights, expected) => {
  expect(weightsFolder(weights)).toBe(expected);
});
