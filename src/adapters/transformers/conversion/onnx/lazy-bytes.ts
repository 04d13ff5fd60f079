/** Takes bytes in order. It is done with them when it returns: the array may be reused. */
export type ByteSink = (bytes: Uint8Array) => void | Promise<void>;

/** Bytes of a known number that are made when they are written, so that a big file is never held whole. */
export interface LazyBytes {
  readonly byteLength: number;
  /** Gives the sink exactly `byteLength` bytes, in as many pieces as it likes. */
  write(sink: ByteSink): void | Promise<void>;
}

/** Bytes that exist already. */
export const eager = (bytes: Uint8Array): LazyBytes => ({
  byteLength: bytes.byteLength,
  write: (sink) => sink(bytes),
});

/** Float32 numbers made at once, little-endian as every platform we run on. */
export function lazyFloats(
  length: number,
  make: () => Float32Array | Promise<Float32Array>,
): LazyBytes {
  return {
    byteLength: length * 4,
    async write(sink) {
      const values = await make();
      await sink(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    },
  };
}

/** All of it in memory. */
export async function collect(lazy: LazyBytes): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(lazy.byteLength);
  let offset = 0;
  await lazy.write((piece) => {
    bytes.set(piece, offset);
    offset += piece.byteLength;
  });
  return bytes;
}

/**
 * Collects small pieces into larger ones: a graph has ten thousand of a few bytes, and every write to a
 * file costs. Call `flush` in the end.
 */
export class BufferedSink {
  readonly #sink: ByteSink;
  readonly #buffer: Uint8Array;
  #filled = 0;

  constructor(sink: ByteSink, bufferBytes = 2 ** 16) {
    this.#sink = sink;
    this.#buffer = new Uint8Array(bufferBytes);
  }

  write = async (bytes: Uint8Array): Promise<void> => {
    if (this.#filled + bytes.byteLength > this.#buffer.byteLength) await this.flush();
    if (bytes.byteLength > this.#buffer.byteLength) return this.#sink(bytes);
    this.#buffer.set(bytes, this.#filled);
    this.#filled += bytes.byteLength;
  };

  async flush(): Promise<void> {
    if (this.#filled > 0) await this.#sink(this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }
}
