import { halfTable } from '../half-float';
import { fourBitType } from './four-bit-type';
import { type GgmlType, halfBits } from './ggml-type';

/** Byte j holds numbers j (low half) and j + 16. */
function unpackNibbles(bytes: Uint8Array, at: number, levels: Uint8Array): void {
  for (let j = 0; j < 16; j++) {
    const pair = bytes[at + j];
    levels[j] = pair & 15;
    levels[j + 16] = pair >> 4;
  }
}

/** w = d (q − 8) */
export const Q4_0 = fourBitType({ id: 2, name: 'Q4_0', blockLength: 32, blockBytes: 18 }, false, {
  unpack(bytes, offset, block, into) {
    const at = offset + block * 18;
    into.scale = halfTable()[halfBits(bytes, at)];
    into.minimum = -8 * into.scale;
    unpackNibbles(bytes, at + 2, into.levels);
  },
});

/** w = d q + m */
export const Q4_1 = fourBitType({ id: 3, name: 'Q4_1', blockLength: 32, blockBytes: 20 }, true, {
  unpack(bytes, offset, block, into) {
    const at = offset + block * 20;
    into.scale = halfTable()[halfBits(bytes, at)];
    into.minimum = halfTable()[halfBits(bytes, at + 2)];
    unpackNibbles(bytes, at + 4, into.levels);
  },
});

/** w = d (q − 16), the fifth bits apart: bit j of four bytes belongs to number j. */
export const Q5_0: GgmlType = {
  id: 6,
  name: 'Q5_0',
  blockLength: 32,
  blockBytes: 22,
  dequantise(bytes, offset, count, target) {
    const half = halfTable();
    for (let at = offset, out = 0; out < count; at += 22, out += 32) {
      const scale = half[halfBits(bytes, at)];
      fiveBits(bytes, at + 2, (j, level) => {
        target[out + j] = scale * (level - 16);
      });
    }
  },
};

/** w = d q + m, q of five bits. */
export const Q5_1: GgmlType = {
  id: 7,
  name: 'Q5_1',
  blockLength: 32,
  blockBytes: 24,
  dequantise(bytes, offset, count, target) {
    const half = halfTable();
    for (let at = offset, out = 0; out < count; at += 24, out += 32) {
      const scale = half[halfBits(bytes, at)];
      const minimum = half[halfBits(bytes, at + 2)];
      fiveBits(bytes, at + 4, (j, level) => {
        target[out + j] = scale * level + minimum;
      });
    }
  },
};

/** Four bytes of fifth bits, then 16 of nibbles. */
function fiveBits(bytes: Uint8Array, at: number, visit: (j: number, level: number) => void): void {
  for (let j = 0; j < 16; j++) {
    const pair = bytes[at + 4 + j];
    const low = (bytes[at + (j >> 3)] >> (j & 7)) & 1;
    const high = (bytes[at + 2 + (j >> 3)] >> (j & 7)) & 1;
    visit(j, (pair & 15) | (low << 4));
    visit(j + 16, (pair >> 4) | (high << 4));
  }
}

/** w = d q, q a signed byte. */
export const Q8_0: GgmlType = {
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
