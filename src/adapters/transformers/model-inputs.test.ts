import { describe, expect, it } from 'vitest';
import { firstPosition, readCacheShape, vocabularySize } from './model-inputs';
import type { ModelSignature } from './model-inputs';

type Shape = readonly (number | string)[];

function signature(
  cache: Shape = ['batch', 3, 'past', 64],
  type = 'float32',
  more: readonly string[] = [],
): ModelSignature {
  const parts = [0, 1].flatMap((layer) => [`${layer}.key`, `${layer}.value`]);
  return {
    inputs: [
      ...['input_ids', 'attention_mask', 'position_ids', ...more].map((name) => ({ name })),
      ...parts.map((part) => ({ name: `past_key_values.${part}`, type, shape: cache })),
    ],
    outputs: [
      { name: 'logits', type, shape: ['batch', 'sequence', 100] },
      ...parts.map((part) => ({ name: `present.${part}` })),
    ],
  };
}

const read = (found: ModelSignature, configuration = {}) =>
  readCacheShape(found, configuration, 'Some model');

describe('the shape of a cache', () => {
  it('is what the file says, whatever the configuration says', () => {
    expect(read(signature(), { num_key_value_heads: 9 })).toEqual({
      inputs: ['0.key', '0.value', '1.key', '1.value'].map((part) => `past_key_values.${part}`),
      ...{ heads: 3, headLength: 64, type: 'float32' },
    });
    expect(read(signature(undefined, 'float16')).type).toBe('float16');
  });

  it.each([
    [{ num_key_value_heads: 2, head_dim: 16, num_attention_heads: 8, hidden_size: 64 }, 2, 16],
    [{ num_key_value_heads: 2, num_attention_heads: 8, hidden_size: 64 }, 2, 8],
    [{ n_head: 4, n_embd: 64 }, 4, 16],
  ])('is the configuration’s where the file leaves it open: %o', (found, heads, headLength) => {
    const open = signature(['batch', 'heads', 'past', 'width']);
    expect(read(open, found)).toMatchObject({ heads, headLength });
  });
});

describe('a model is refused by the name of what is odd:', () => {
  const lacking = (output: string): ModelSignature => {
    const whole = signature();
    return { ...whole, outputs: whole.outputs.filter(({ name }) => name !== output) };
  };
  const uneven = (): ModelSignature => {
    const { inputs, outputs } = signature();
    const last = { ...inputs.at(-1)!, shape: ['batch', 3, 'past', 32] };
    return { inputs: [...inputs.slice(0, -1), last], outputs };
  };

  it.each([
    ['another input', signature(undefined, undefined, ['past_conv.0']), /past_conv\.0/],
    ['no cache', { inputs: [{ name: 'input_ids' }], outputs: [] }, /no decoder/],
    ['a missing output', lacking('present.1.value'), /present\.1\.value/],
    ['no size anywhere', signature(['batch', 'heads', 'past', 'width']), /size/],
    ['sizes that differ', uneven(), /different sizes/],
    ['numbers of another type', signature(undefined, 'bfloat16'), /16 nor in 32 bits/],
  ])('%s', (_, found, message) => {
    expect(() => read(found)).toThrow(
      expect.objectContaining({
        code: 'model-unsupported',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });
});

it('the vocabulary is as large as a row of logits, or as the configuration says', () => {
  expect(vocabularySize(signature(), { vocab_size: 90 })).toBe(100);
  expect(vocabularySize({ inputs: [], outputs: [] }, { vocab_size: 90 })).toBe(90);
});

it('Gemma 3 counts its positions from one', () => {
  expect(firstPosition({ model_type: 'gemma3_text' })).toBe(1);
  expect(firstPosition({ model_type: 'qwen3' })).toBe(0);
});
