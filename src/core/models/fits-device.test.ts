import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceFacts, GpuFacts } from './device-facts';
import { fitsDevice } from './fits-device';
import { embeddedModel, type ModelEntry } from './model-entry';

const GiB = 2 ** 30;
const gpu: GpuFacts = {
  maxBufferSize: 2 * GiB,
  maxStorageBufferBindingSize: 2 * GiB,
  features: ['shader-f16'],
  fallback: false,
};
const device: DeviceFacts = { gpu, memoryBytes: 8 * GiB, cores: 8 };
const card: ModelEntry = {
  ...embeddedModel,
  id: 'card',
  backend: 'webgpu',
  engine: 'webllm',
  memoryBytes: 1.6e9,
  features: ['shader-f16'],
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const verdict = (entry: ModelEntry, here: DeviceFacts) => {
  const { fits, sentence } = fitsDevice(entry, here);
  return `${fits}: ${plain(sentence)}`;
};

describe('a model for the graphics card', () => {
  test('fits a card that has what it needs', () =>
    expect(verdict(card, device)).toBe('yes: Your graphics card has what it needs.'));

  test('does not fit a browser without WebGPU, and says what to take instead', () =>
    expect(verdict(card, { ...device, gpu: null })).toMatch(/^no: .*WebGPU.*for the processor\.$/));

  test('does not fit a card without its features; 16-bit numbers have a way round', () => {
    const without = { ...device, gpu: { ...gpu, features: [] } };
    expect(verdict(card, without)).toMatch(/^no: .*16-bit.*q4f32/);
    const other = { ...card, features: ['subgroups'] };
    expect(verdict(other, without)).toMatch(/^no: .*lacks subgroups/);
  });

  test('may not load where its largest table exceeds one buffer', () => {
    const phone = { ...gpu, maxStorageBufferBindingSize: 128 * 2 ** 20 };
    expect(verdict(card, { ...device, gpu: phone })).toMatch(/^perhaps: .*256 MB.*134 MB at once/);
  });

  test('is not called fitting where the processor plays the card', () =>
    expect(verdict(card, { ...device, gpu: { ...gpu, fallback: true } })).toMatch(/^perhaps/));
});

describe('a model for the processor', () => {
  test('the embedded one runs everywhere', () =>
    expect(verdict(embeddedModel, { gpu: null, memoryBytes: null, cores: 1 })).toBe(
      'yes: It runs on the processor.',
    ));

  test('beyond what WebAssembly addresses is refused', () =>
    expect(verdict({ ...embeddedModel, memoryBytes: 3.6e9 }, device)).toMatch(/^no: /));

  test('a large one is called slow', () =>
    expect(verdict({ ...embeddedModel, downloadBytes: 9e8 }, device)).toMatch(
      /^perhaps: .*slowly/,
    ));
});

describe('memory', () => {
  const small = { ...device, memoryBytes: 4 * GiB };
  test('that surely does not suffice is a no', () =>
    expect(verdict({ ...card, memoryBytes: 3.4e9 }, small)).toMatch(
      /^no: It takes 3\.4 GB.*4\.3 GB/,
    ));
  test('that is tight says what to do', () =>
    expect(verdict({ ...card, memoryBytes: 2e9 }, small)).toMatch(
      /^perhaps: .*close other programs/,
    ));
  test('of 8 GiB may be more, because browsers say no more than that', () =>
    expect(verdict({ ...card, memoryBytes: 7e9 }, device)).toMatch(/^perhaps: .*does not tell/));
});

test('more memory, buffers or features never make a model fit less', () => {
  const rank = { no: 0, perhaps: 1, yes: 2 } as const;
  const bytes = fc.integer({ min: 1e6, max: 9e9 });
  fc.assert(
    fc.property(bytes, bytes, fc.integer({ min: 1, max: 7 }), (memoryBytes, limit, gibibytes) => {
      const entry = { ...card, memoryBytes };
      const at = (buffer: number, memory: number) =>
        rank[
          fitsDevice(entry, {
            gpu: { ...gpu, maxBufferSize: buffer, maxStorageBufferBindingSize: buffer },
            memoryBytes: memory * GiB,
            cores: 4,
          }).fits
        ];
      expect(at(limit * 2, gibibytes + 1)).toBeGreaterThanOrEqual(at(limit, gibibytes));
    }),
  );
});
