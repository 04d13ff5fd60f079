import { check, need } from './wasm-module';
import type { WasmModule } from './wasm-module';

const types = { float32: 1, int64: 7 } as const;
const onCpu = 1;

/** A tensor over `bytes` of the heap, which stay the caller's. */
export function createTensor(
  module: WasmModule,
  type: keyof typeof types,
  address: number,
  bytes: number,
  dims: readonly number[],
): number {
  const place = need(module, module._malloc(4 * Math.max(1, dims.length)), 'out of memory');
  module.HEAP32.set(dims, place >> 2);
  const tensor = module._OrtCreateTensor(types[type], address, bytes, place, dims.length, onCpu);
  module._free(place);
  return need(module, tensor, 'no tensor');
}

/** An int64 tensor of values >= 0; no dimensions make a scalar. Tensor and address are the caller's to free. */
export function int64(
  module: WasmModule,
  values: Int32Array,
  dims: readonly number[],
): { readonly tensor: number; readonly address: number } {
  const bytes = 8 * values.length;
  const address = need(module, module._malloc(bytes), 'out of memory');
  const words = module.HEAP32.subarray(address >> 2, (address + bytes) >> 2);
  words.fill(0);
  values.forEach((value, i) => (words[2 * i] = value));
  return { tensor: createTensor(module, 'int64', address, bytes, dims), address };
}

/** A copy of a float32 tensor's data. */
export function readFloats(module: WasmModule, tensor: number): Float32Array {
  const place = need(module, module._malloc(16), 'out of memory');
  const places = [place, place + 4, place + 8, place + 12] as const;
  const code = module._OrtGetTensorData(tensor, ...places);
  const [, address, dims, rank] = module.HEAPU32.slice(place >> 2, (place >> 2) + 4);
  module._free(place);
  check(module, code, 'no output');
  const sizes = module.HEAP32.subarray(dims! >> 2, (dims! >> 2) + rank!);
  const size = sizes.reduce((product, dimension) => product * dimension, 1);
  module._OrtFree(dims!);
  return new Float32Array(module.HEAPU8.buffer, address!, size).slice();
}
