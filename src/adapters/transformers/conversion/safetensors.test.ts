import { expect, it } from 'vitest';
import { readSafetensors } from './safetensors';
import { writeSafetensors } from './testing/write-safetensors';

const file = writeSafetensors({
  first: { shape: [2], values: Float32Array.of(1, 2) },
  second: { shape: [1, 3], values: Float32Array.of(3, 4, 5) },
});

it('reads tensors by name', () => {
  const second = readSafetensors(file).get('second');
  expect(second?.shape).toEqual([1, 3]);
  const values = new Float32Array(3);
  second?.type.dequantise(second.bytes, 0, 3, values);
  expect([...values]).toEqual([3, 4, 5]);
});

it('notices a file that is cut off, and one that is something else', () => {
  const code = (name: string): unknown => expect.objectContaining({ code: `conversion-${name}` });
  expect(() => readSafetensors(file.subarray(0, -1))).toThrow(code('truncated'));
  expect(() => readSafetensors(file.subarray(0, 20))).toThrow(code('not-safetensors'));
  expect(() => readSafetensors(new Uint8Array(64))).toThrow(code('not-safetensors'));
});
