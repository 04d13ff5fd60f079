import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from './byte-source';
import { inspectGguf } from './inspect-gguf';
import { convertLlamaGguf } from './llama/convert-llama';
import { randomLlamaGguf } from './testing';
import { byteVocabulary } from './testing/byte-vocabulary';
import { encodeF32 } from './testing/quantise-blocks';
import { type MetadataValue, type TensorToWrite, writeGguf } from './testing/write-gguf';
import { ggmlTypes } from './weights/ggml-types';
import { parseGguf } from './gguf/gguf-header';

type Metadata = Record<string, MetadataValue>;

/** A random model with some of its metadata and tensors changed. */
function changed(
  metadata: Metadata,
  tensors: Record<string, TensorToWrite> = {},
  without: readonly string[] = [],
): Uint8Array {
  const bytes = randomLlamaGguf({ layers: 1 });
  const header = parseGguf(bytes);
  const isFloat = (key: string): boolean => /freq_base|epsilon/.test(key);
  const kept = [...header.metadata].map(([key, value]) => [
    key,
    isFloat(key) ? { float: Number(value) } : (value as MetadataValue),
  ]);
  const copied = [...header.tensors].map(([name, { dimensions, type, start, byteLength }]) => [
    name,
    { dimensions, type, bytes: bytes.subarray(start, start + byteLength) },
  ]);
  const all = { ...(Object.fromEntries(kept) as Metadata), ...metadata };
  for (const key of without) delete all[key];
  const own = Object.fromEntries(copied) as Record<string, TensorToWrite>;
  return writeGguf(all, { ...own, ...tensors });
}

const inspect = (bytes: Uint8Array) => inspectGguf(bytesSource(bytes));
const refused = (code: string, words: RegExp) => ({
  code: `conversion-${code}`,
  message: expect.stringMatching(words) as string,
});

describe('what a header tells', () => {
  it('is the sizes, types and names, and exactly what it will become', async () => {
    const bytes = randomLlamaGguf({ architecture: 'qwen3', headLength: 32 });
    const found = await inspect(bytes);
    expect(found.shape).toMatchObject({ layers: 2, heads: 4, headLength: 32, context: 2048 });
    expect(found.shape.architecture.modelType).toBe('qwen3');
    expect(found.tensorTypes).toEqual({ Q8_0: 1, F32: 9, Q4_1: 14 });
    expect(found.family).toBe('qwen');
    for (const precision of ['int8', 'q4'] as const) {
      const files = await convertLlamaGguf(bytes, { precision });
      const size = Object.values(files).reduce((sum, file) => sum + file.length, 0);
      expect(found.convertedBytes[precision]).toBe(size);
    }
  });

  it('is read without the weights', async () => {
    const bytes = randomLlamaGguf();
    const [first] = [...parseGguf(bytes).tensors.values()];
    const head = bytes.slice();
    head.fill(255, first!.start);
    expect((await inspect(head)).parameters).toBe((await inspect(bytes)).parameters);
  });

  it.each([
    ['SmolLM2 360M', '<|im_start|>', 'smollm'],
    ['Qwen2.5 0.5B Instruct', '<|im_start|>', 'qwen'],
    ['DeepSeek R1 Distill Qwen', '<｜User｜>', 'other'],
    ['Hermes 3 Llama 3.2', '<|im_start|>', 'hermes'],
    ['Llama 3.2 1B Instruct', '<|start_header_id|>', 'llama'],
    ['Mistral', '[INST]', 'mistral'],
  ])('says of %s with %s that it is of the family %s', async (name, template, family) => {
    const metadata = { 'general.name': name, 'tokenizer.chat_template': template };
    expect((await inspect(changed(metadata))).family).toBe(family);
  });
});

describe('what is refused by its name, before any weight is read', () => {
  it.each([
    ['an unknown architecture', { 'general.architecture': 'gemma3' }, /gemma3/],
    ['a mixture of experts', { 'llama.expert_count': 8 }, /mixture of experts/],
    ['a sliding window', { 'llama.attention.sliding_window': 512 }, /sliding window of 512/],
    ['a scaled rotation', { 'llama.rope.scaling.type': 'yarn' }, /yarn/],
    ['one of several files', { 'split.count': 3 }, /split into 3 files/],
  ])('%s', async (_, metadata, words) => {
    const code = 'unsupported-architecture';
    await expect(inspect(changed(metadata))).rejects.toMatchObject(refused(code, words));
  });

  it.each([
    ['heads that do not divide', { 'llama.attention.head_count_kv': 3 }, /key\/value heads/],
    ['a rotation of a part', { 'llama.rope.dimension_count': 8 }, /8 of 16/],
    ['values of another length', { 'llama.attention.value_length': 8 }, /heads of 8/],
    ['sizes that are not those of the weights', { 'llama.feed_forward_length': 64 }, /ffn_gate/],
  ])('%s', async (_, metadata, words) => {
    const code = 'unsupported-shape';
    await expect(inspect(changed(metadata))).rejects.toMatchObject(refused(code, words));
  });

  it.each([
    ['a SentencePiece tokenizer', { 'tokenizer.ggml.model': 'llama' }, /SentencePiece/],
    ['an unknown pre-tokenizer', { 'tokenizer.ggml.pre': 'gpt-4o' }, /gpt-4o/],
    ['a name that every object has', { 'tokenizer.ggml.pre': 'constructor' }, /constructor/],
  ])('%s', async (_, metadata, words) => {
    const code = 'unsupported-tokenizer';
    await expect(inspect(changed(metadata))).rejects.toMatchObject(refused(code, words));
  });

  it('a base model, which has no chat template', async () => {
    const tokens = byteVocabulary().map((token) => token.replace('|im_', '|no_'));
    const base = changed({ 'tokenizer.ggml.tokens': tokens }, {}, ['tokenizer.chat_template']);
    await expect(inspect(base)).rejects.toMatchObject(
      refused('unsupported-tokenizer', /no chat template.*instruct/),
    );
  });

  it('weights that nobody would use, and weights that are missing', async () => {
    const bytes = encodeF32(new Float32Array(64));
    const extra = { dimensions: [64], type: ggmlTypes.F32, bytes };
    await expect(
      inspect(changed({}, { 'blk.0.post_attention_norm.weight': extra })),
    ).rejects.toMatchObject(refused('unsupported-architecture', /post_attention_norm/));
    await expect(inspect(changed({ 'llama.block_count': 2 }))).rejects.toMatchObject(
      refused('missing-tensor', /blk\.1/),
    );
  });

  it('a type of weights that is not read', async () => {
    const iq4 = { ...ggmlTypes.Q4_0, id: 20, name: 'IQ4_NL' };
    const tensor = { dimensions: [64], type: iq4, bytes: new Uint8Array(36) };
    await expect(inspect(changed({}, { 'blk.0.x': tensor }))).rejects.toMatchObject(
      refused('unsupported-tensor-type', /blk\.0\.x.*IQ4_NL/),
    );
  });

  it('a file of more than 2 GB, without reading it', async () => {
    const read = (): Promise<Uint8Array> => Promise.reject(new Error('read'));
    await expect(inspectGguf({ size: 2 ** 31 + 1, read })).rejects.toMatchObject(
      refused('too-large', /2\.0 GB/),
    );
  });
});

it('a file with wrong bytes anywhere in its header is read or refused, never anything else', async () => {
  const bytes = randomLlamaGguf({ layers: 1 });
  const [first] = [...parseGguf(bytes).tensors.values()];
  const change = fc.tuple(fc.nat({ max: first!.start - 1 }), fc.nat({ max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const broken = bytes.slice();
      for (const [at, value] of changes) broken[at] = value;
      const outcome = await inspect(broken).then(
        () => 'conversion-none',
        (error: unknown) => (error as { code?: string }).code ?? String(error),
      );
      expect(outcome).toMatch(/^conversion-/);
    }),
    { numRuns: 300 },
  );
});
