import { expect, test } from 'vitest';
import { deviceFacts } from './device-facts';

const adapter = {
  limits: { maxBufferSize: 100, maxStorageBufferBindingSize: 50, maxComputeWorkgroupSizeX: 1 },
  features: new Set(['shader-f16']),
  info: { isFallbackAdapter: false, architecture: 'turing' },
};

test('limits, features, memory and cores are read from the browser', async () => {
  const gpu = { requestAdapter: async () => adapter };
  expect(await deviceFacts({ gpu, deviceMemory: 4, hardwareConcurrency: 8 })).toEqual({
    gpu: {
      maxBufferSize: 100,
      maxStorageBufferBindingSize: 50,
      features: ['shader-f16'],
      fallback: false,
    },
    memoryBytes: 4 * 2 ** 30,
    cores: 8,
  });
});

test.each([
  ['no WebGPU', {}],
  ['no adapter', { gpu: { requestAdapter: async () => null } }],
  ['a refusal', { gpu: { requestAdapter: () => Promise.reject(new Error('blocked')) } }],
])('a browser with %s has no graphics card for us', async (_, device) =>
  expect(await deviceFacts(device)).toEqual({ gpu: null, memoryBytes: null, cores: 1 }),
);

test('SwiftShader is a fallback, whatever it calls itself', async () => {
  const info = { isFallbackAdapter: false, architecture: 'swiftshader' };
  const gpu = { requestAdapter: async () => ({ ...adapter, info }) };
  expect((await deviceFacts({ gpu })).gpu?.fallback).toBe(true);
});
