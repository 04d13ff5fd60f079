import type { KeyValueShape } from './decoder';
import { need } from './wasm-module';
import type { WasmModule } from './wasm-module';
import { createTensor } from './wasm-tensors';

/** Room is made for so many tokens at first, then twice as many: 24 MB for SmolLM2, of which most requests use half. */
const firstCapacity = 512;

/** The key/value cache in the heap: a buffer `1 x heads x capacity x head length` for each input. */
export class KeyValueHeap {
  readonly #module: WasmModule;
  readonly #shape: KeyValueShape;
  #capacity = 0;
  #buffers: readonly number[] = [];
  #tensors: readonly number[] = [];

  constructor(module: WasmModule, shape: KeyValueShape) {
    this.#module = module;
    this.#shape = shape;
  }

  get tensors(): readonly number[] {
    return this.#tensors;
  }

  /** Numbers in the cache of `length` tokens. */
  sizeOf(length: number): number {
    const { inputs, heads, headLength } = this.#shape;
    return inputs.length * heads * length * headLength;
  }

  /** Makes room for `length` tokens. The first `kept` stay. */
  reserve(length: number, kept: number): void {
    if (length <= this.#capacity) return;
    const state = this.read(kept);
    this.release();
    let capacity = firstCapacity;
    while (capacity < length) capacity *= 2;
    const { inputs, heads, headLength } = this.#shape;
    const bytes = 4 * heads * capacity * headLength;
    const module = this.#module;
    this.#buffers = inputs.map(() => need(module, module._malloc(bytes), 'out of memory'));
    const dims = [1, heads, capacity, headLength];
    this.#tensors = this.#buffers.map((at) => createTensor(module, 'float32', at, bytes, dims));
    this.#capacity = capacity;
    // What lies behind the last token is multiplied by zero, and would stay if it were not a number.
    for (const at of this.#buffers) module.HEAPU8.fill(0, at, at + bytes);
    this.write(state, kept);
  }

  /** A copy of the first `length` tokens, buffer by buffer, head by head. */
  read(length: number): Float32Array {
    const state = new Float32Array(this.sizeOf(length));
    this.#eachHead(length, (heap, at) => state.set(heap, at));
    return state;
  }

  /** Puts back what `read` gave. */
  write(state: Float32Array, length: number): void {
    this.#eachHead(length, (heap, at) => heap.set(state.subarray(at, at + heap.length)));
  }

  release(): void {
    for (const tensor of this.#tensors) this.#module._OrtReleaseTensor(tensor);
    for (const buffer of this.#buffers) this.#module._free(buffer);
    this.#buffers = [];
    this.#tensors = [];
    this.#capacity = 0;
  }

  /** Hands out each head's `length` tokens in the heap, with their place in a state. */
  #eachHead(length: number, visit: (heap: Float32Array, at: number) => void): void {
    const { heads, headLength } = this.#shape;
    const width = length * headLength;
    const { buffer } = this.#module.HEAPU8;
    this.#buffers.forEach((address, index) => {
      for (let head = 0; head < heads; head++) {
        const start = address + 4 * head * this.#capacity * headLength;
        visit(new Float32Array(buffer, start, width), (index * heads + head) * width);
      }
    });
  }
}
