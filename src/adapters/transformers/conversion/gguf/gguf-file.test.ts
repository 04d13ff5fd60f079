import { describe, expect, it } from 'vitest';
import { bytesSource } from '../byte-source';
import { randomLlamaGguf } from '../testing';
import { encodeF32 } from '../testing/quantise-blocks';
import { writeGguf } from '../testing/write-gguf';
import { ggmlTypes } from '../weights/ggml-types';
import { type GgufFile, readGguf } from './gguf-file';
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

const read = (bytes: Uint8Array): Promise<GgufFile> => readGguf(bytesSource(bytes));
const code = (name: string): unknown => expect.objectContaining({ code: `conversion-${name}` });

describe('readGguf', () => {
  it('reads metadata of every kind', async () => {
    const metadata = new GgufMetadata(await read(small));
    expect(metadata.text('general.architecture')).toBe('llama');
    expect(metadata.number('count')).toBe(7);
    expect(metadata.number('base')).toBe(0.5);
    expect(metadata.flag('flag', false)).toBe(true);
    expect(metadata.texts('texts')).toEqual(['a', 'ä']);
    expect(metadata.numbers('numbers')).toEqual([3, 4]);
    expect(metadata.number('absent', undefined)).toBeUndefined();
    expect(() => metadata.number('absent')).toThrow(code('missing-metadata'));
  });

  it('finds each tensor at its aligned place', async () => {
    const { tensors } = await read(small);
    const second = tensors.get('second');
    expect(second?.dimensions).toEqual([2, 1]);
    const values = new Float32Array(2);
    second?.type.dequantise(small, second.start, 2, values);
    expect([...values]).toEqual([4, 5]);
  });

  it('takes no more of a large file than its header needs', async () => {
    const tokens = Array.from({ length: 60_000 }, (_, id) => `a rather long token ${id}`);
    const tensor = { dimensions: [2 ** 21], type: ggmlTypes.F32, bytes: new Uint8Array(2 ** 23) };
    const bytes = writeGguf({ 'general.architecture': 'llama', tokens }, { large: tensor });
    const ends: number[] = [];
    const whole = bytesSource(bytes);
    const { metadata } = await readGguf({
      ...whole,
      read: (start, end) => {
        ends.push(end);
        return whole.read(start, end);
      },
    });
    expect(metadata.get('tokens')).toHaveLength(tokens.length);
    expect(ends).toEqual([2 ** 20, 2 ** 21]);
    expect(bytes.length).toBeGreaterThan(2 ** 22);
  });

  it('refuses a file that is no GGUF', async () => {
    const page = new TextEncoder().encode('<!doctype html>');
    await expect(read(page)).rejects.toThrow(code('not-gguf'));
    await expect(read(new Uint8Array())).rejects.toThrow(code('not-gguf'));
  });

  it('refuses another version, and says which byte order it has', async () => {
    const other = small.slice();
    other[4] = 1;
    await expect(read(other)).rejects.toThrow(code('gguf-version'));
    other.set([0, 0, 0, 3], 4);
    await expect(read(other)).rejects.toThrow(/big-endian/);
  });

  it('refuses an alignment that is none, and rows that do not fit their type', async () => {
    const alignment = { 'general.alignment': 0 };
    await expect(read(writeGguf(alignment, {}))).rejects.toThrow(code('not-gguf'));
    const crooked = { dimensions: [48], type: ggmlTypes.Q8_0, bytes: new Uint8Array(51) };
    await expect(read(writeGguf({}, { crooked }))).rejects.toThrow(code('unsupported-shape'));
  });

  it('notices at every length that a file is cut off', async () => {
    const whole = randomLlamaGguf({ layers: 1 });
    for (const part of [0.01, 0.1, 0.5, 0.9, 0.999]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      await expect(read(cut)).rejects.toThrow(code('truncated'));
    }
  });
});
