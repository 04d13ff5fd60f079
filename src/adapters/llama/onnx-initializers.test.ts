import { expect, it } from 'vitest';
import { randomLlama } from '../transformers/conversion/testing';
import { findLlamaWeights } from './llama-weights';
import { readInitializers } from './onnx-initializers';

const model = async (precision: 'int8' | 'q4') =>
  (await randomLlama({ precisions: [precision] }))[`onnx/model_${precision}.onnx`]!;

it('finds a model’s constants with their shapes and bytes', async () => {
  const bytes = await model('int8');
  const found = readInitializers(bytes);
  const norm = found.get('output_norm.weight')!;
  expect(norm).toMatchObject({ shape: [64], bytes: 256 });
  const values = new Float32Array(bytes.slice(norm.offset, norm.offset + norm.bytes).buffer);
  values.forEach((value) => expect(Math.abs(value - 1)).toBeLessThan(1.5));
});

it('refuses a file that is cut off', async () => {
  const bytes = await model('int8');
  expect(() => readInitializers(bytes.subarray(0, bytes.length - 10))).toThrow(RangeError);
});

it('knows the weights of a model for WASM, and no others', async () => {
  expect(findLlamaWeights(await model('int8'), 2)?.layers).toHaveLength(2);
  // A layer more or less than there is, or another precision.
  expect(findLlamaWeights(await model('int8'), 3)).toBeNull();
  expect(findLlamaWeights(await model('int8'), 1)).toBeNull();
  expect(findLlamaWeights(await model('q4'), 2)).toBeNull();
});
