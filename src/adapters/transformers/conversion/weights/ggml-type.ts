import { ConversionError } from '../conversion-error';
import { halfTable } from './half-float';

/**
 * One way of storing numbers in a GGUF file: `blockLength` numbers in `blockBytes` bytes.
 * Source: `ggml/src/ggml-quants.c` and `ggml-common.h` of llama.cpp. Add a type by adding a row to
 * the table below.
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
}

const scratch = new DataView(new ArrayBuffer(4));

function float32At(bytes: Uint8Array, at: number): number {
  for (let i = 0; i < 4; i++) scratch.setUint8(i, bytes[at + i]);
  return scratch.getFloat32(0, true);
}

const halfBits = (bytes: Uint8Array, at: number): number => bytes[at] | (bytes[at + 1] << 8);

const F32: GgmlType = {
  id: 0,
  name: 'F32',
  blockLength: 1,
  blockBytes: 4,
  dequantise(bytes, offset, count, target) {
    const start = bytes.byteOffset + offset;
    if (start % 4 === 0) {
      target.set(new Float32Array(bytes.buffer, start, count));
      return;
    }
    for (let i = 0; i < count; i++) target[i] = float32At(bytes, offset + i * 4);
  },
};

const F16: GgmlType = {
  id: 1,
  name: 'F16',
  blockLength: 1,
  blockBytes: 2,
  dequantise(bytes, offset, count, target) {
    const half = halfTable();
    for (let i = 0; i < count; i++) target[i] = half[halfBits(bytes, offset + i * 2)];
  },
};

const BF16: GgmlType = {
  id: 30,
  name: 'BF16',
  blockLength: 1,
  blockBytes: 2,
  dequantise(bytes, offset, count, target) {
    // A bfloat16 is the upper half of a float32.
    const bits = new Uint32Array(target.buffer, target.byteOffset, count);
    for (let i = 0; i < count; i++) bits[i] = halfBits(bytes, offset + i * 2) << 16;
  },
};

/** w = d (q − 8); byte j holds numbers j and j + 16. */
const Q4_0: GgmlType = {
  id: 2,
  name: 'Q4_0',
  blockLength: 32,
  blockBytes: 18,
  dequantise(bytes, offset, count, target) {
    const half = halfTable();
    for (let at = offset, out = 0; out < count; at += 18, out += 32) {
      const scale = half[halfBits(bytes, at)];
      for (let j = 0; j < 16; j++) {
        const pair = bytes[at + 2 + j];
        target[out + j] = scale * ((pair & 15) - 8);
        target[out + 16 + j] = scale * ((pair >> 4) - 8);
      }
    }
  },
};

/** w = d q + m; byte j holds numbers j and j + 16. */
const Q4_1: GgmlType = {
  id: 3,
  name: 'Q4_1',
  blockLength: 32,
  blockBytes: 20,
  dequantise(bytes, offset, count, target) {
    const half = halfTable();
    for (let at = offset, out = 0; out < count; at += 20, out += 32) {
      const scale = half[halfBits(bytes, at)];
      const minimum = half[halfBits(bytes, at + 2)];
      for (let j = 0; j < 16; j++) {
        const pair = bytes[at + 4 + j];
        target[out + j] = scale * (pair & 15) + minimum;
        target[out + 16 + j] = scale * (pair >> 4) + minimum;
      }
    }
  },
};

/** w = d q, q a signed byte. */
const Q8_0: GgmlType = {
  id: 8,
  name: 'Q8_0',
  blockLength: 32,
  blockBytes: 34,
  dequantise(bytes, offset, count, target) {
    const half = halfTable();
    for (let at = offset, out = 0; out < count; at += 34, out += 32) {
      const scale = half[halfBits(bytes, at)];
      for (let j = 0; j < 32; j++) target[out + j] = scale * ((bytes[at + 2 + j] << 24) >> 24);
    }
  },
};

/** The storage types the converter reads, by llama.cpp's name. */
export const ggmlTypes = { F32, F16, BF16, Q4_0, Q4_1, Q8_0 } as const;

const byId = new Map<number, GgmlType>(Object.values(ggmlTypes).map((type) => [type.id, type]));

/** Names of types the table lacks, so that an error can say which one a file uses. */
const unsupportedNames: Record<number, string> = {
  6: 'Q5_0',
  7: 'Q5_1',
  9: 'Q8_1',
  10: 'Q2_K',
  11: 'Q3_K',
  12: 'Q4_K',
  13: 'Q5_K',
  14: 'Q6_K',
  15: 'Q8_K',
};

/** @throws ConversionError `conversion-unsupported-tensor-type` */
export function ggmlTypeOf(id: number, tensorName: string): GgmlType {
  const type = byId.get(id);
  if (type) return type;
  throw new ConversionError(
    'conversion-unsupported-tensor-type',
    `Tensor ${tensorName} is stored as ${unsupportedNames[id] ?? `GGML type ${id}`}; supported are ${Object.keys(ggmlTypes).join(', ')}.`,
  );
}
