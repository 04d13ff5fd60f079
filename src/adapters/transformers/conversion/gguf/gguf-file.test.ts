import { describe, expect, it } from 'vitest';
import { randomLlamaGguf } from '../testing';
import { encodeF32 } from '../testing/quantise-blocks';
import { writeGguf } from '../testing/write-gguf';
import { ggmlTypes } from '../weights/ggml-type';
import { readGguf } from './gguf-file';
import { GgufMetadata } from './gguf-metadata';

const small = writeGguf(
  {
    'general.architecture': 'llama',
    count: 7,
    flag: true,
    base: { float: 0.5 },
    texts: ['a', 'ä'],
    numbers: [3, 4],
  },
  {
    first: { dimensions: [3], type: ggmlTypes.F32, bytes: encodeF32(Float32Array.of(1, 2, 3)) },
    second: { dimensions: [2, 1], type: ggmlTypes.F32, bytes: encodeF32(Float32Array.of(4, 5)) },
  },
);

const code = (name: string): unknown => expect.objectContaining({ code: `conversion-${name}` });

describe('readGguf', () => {
  it('reads metadata of every kind', () => {
    const metadata = new GgufMetadata(readGguf(small));
    expect(metadata.text('general.architecture')).toBe('llama');
    expect(metadata.number('count')).toBe(7);
    expect(metadata.number('base')).toBe(0.5);
    expect(metadata.flag('flag', false)).toBe(true);
    expect(metadata.texts('texts')).toEqual(['a', 'ä']);
    expect(metadata.numbers('numbers')).toEqual([3, 4]);
    expect(metadata.number('absent', undefined)).toBeUndefined();
    expect(() => metadata.number('absent')).toThrow(code('missing-metadata'));
  });

  it('finds each tensor at its aligned place', () => {
    const { tensors } = readGguf(small);
    const second = tensors.get('second');
    expect(second?.dimensions).toEqual([2, 1]);
    const values = new Float32Array(2);
    second?.type.dequantise(second.bytes, 0, 2, values);
    expect([...values]).toEqual([4, 5]);
  });

  it('refuses a file that is no GGUF', () => {
    expect(() => readGguf(new TextEncoder().encode('<!doctype html>'))).toThrow(code('not-gguf'));
    expect(() => readGguf(new Uint8Array())).toThrow(code('not-gguf'));
  });

  it('refuses another version', () => {
    const other = small.slice();
    other[4] = 1;
    expect(() => readGguf(other)).toThrow(code('gguf-version'));
  });

  it('notices at every length that a file is cut off', () => {
    const whole = randomLlamaGguf({ layers: 1 });
    for (const part of [0.01, 0.1, 0.5, 0.9, 0.999]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      expect(() => readGguf(cut)).toThrow(code('truncated'));
    }
  });
});
