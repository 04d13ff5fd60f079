const page = 65_536;
/** 64 bytes are a cache line; SIMD loads want 16. */
const line = 64;

/** Hands out addresses of the shared memory, from the second page on: the first is the kernel's own. */
export class KernelMemory {
  #next = page;

  /** Address of `bytes` bytes, which are zero. */
  take(bytes: number): number {
    const address = this.#next;
    this.#next = Math.ceil((address + bytes) / line) * line;
    return address;
  }

  /** Pages of all that was taken. */
  get pages(): number {
    return Math.ceil(this.#next / page);
  }
}
