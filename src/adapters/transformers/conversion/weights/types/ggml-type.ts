/**
 * One way of storing numbers in a GGUF file: `blockLength` numbers in `blockBytes` bytes.
 * Source: `ggml/src/ggml-quants.c` and `ggml-common.h` of llama.cpp.
 */
export interface GgmlType {
  readonly id: number;
  readonly name: string;
  readonly blockLength: number;
  readonly blockBytes: number;
  /**
   * Writes `count` float32 numbers (a multiple of `blockLength`), read from `offset`, into
   * `target` from its start.
   */
  dequantise(bytes: Uint8Array, offset: number, count: number, target: Float32Array): void;
  /** How to keep the numbers in four bits exactly, where the type has no more. */
  readonly fourBits?: FourBitLayout;
}

/** 32 numbers `w = scale level + minimum`, the levels 0 to 15. */
export interface FourBitBlock {
  scale: number;
  minimum: number;
  readonly levels: Uint8Array;
}

export interface FourBitLayout {
  /** False when the minimum always is −8 scale. */
  readonly hasMinimum: boolean;
  /** Reads block `block` (of 32 numbers) of a row that begins at `offset`. */
  unpack(bytes: Uint8Array, offset: number, block: number, into: FourBitBlock): void;
}

/** The 16 bits of a half. */
export const halfBits = (bytes: Uint8Array, at: number): number => bytes[at] | (bytes[at + 1] << 8);
