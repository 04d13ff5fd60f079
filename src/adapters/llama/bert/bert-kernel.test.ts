import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { chooseKernel, isExact } from './bert-kernel';

const binary = (name: string) => readFile(`src/adapters/llama/bert/bert-${name}.wasm`);

it('takes the plain binary where relaxed SIMD is unknown', async () => {
  const unknown = new Uint8Array([0, 97, 115, 109, 9, 0, 0, 0]);
  const kernel = await chooseKernel((name) =>
    name === 'simd' ? binary(name) : Promise.resolve(unknown),
  );
  expect(kernel).toMatchObject({ together: 2, offset: 0 });
});

it('tells an exact product from one that is not', async () => {
  const module = await WebAssembly.compile(await binary('simd'));
  expect(isExact({ module, together: 2, offset: 0 })).toBe(true);
  expect(isExact({ module, together: 2, offset: 128 })).toBe(true);
  expect(isExact({ module, together: 4, offset: 0 })).toBe(false);
});

it('is exact with whatever it chooses here', async () => {
  expect(isExact(await chooseKernel(binary))).toBe(true);
});
