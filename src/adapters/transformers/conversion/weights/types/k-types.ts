import { halfTable } from '../half-float';
import { fourBitType } from './four-bit-type';
import { type GgmlType, halfBits } from './ggml-type';

/** Numbers a super-block of the K types. */
const SUPER = 256;

/**
 * Q4_K and Q5_K keep a six-bit scale and minimum for each of a super-block's eight blocks, packed into twelve
 * bytes: the first four blocks lie plainly, the others in the nibbles of the last four bytes and the upper two
 * bits of the first eight.
 */
const blockScale = (bytes: Uint8Array, at: number, block: number): number =>
  block < 4
    ? bytes[at + block] & 63
    : (bytes[at + block + 4] & 15) | ((bytes[at + block - 4] >> 6) << 4);

const blockMinimum = (bytes: Uint8Array, at: number, block: number): number =>
  block < 4
    ? bytes[at + block + 4] & 63
    : (bytes[at + block + 4] >> 4) | ((bytes[at + block] >> 6) << 4);

/** w = d scale q − dmin minimum. 32 bytes hold two blocks: the low halves one, the high halves the next. */
export const Q4_K = fourBitType(
  { id: 12, name: 'Q4_K', blockLength: SUPER, blockBytes: 144 },
  true,
  {
    unpack(bytes, offset, block, into) {
      const half = halfTable();
      const at = offset + (block >> 3) * 144;
      const within = block & 7;
      into.scale = half[halfBits(bytes, at)] * blockScale(bytes, at + 4, within);
      into.minimum = -half[halfBits(bytes, at + 2)] * blockMinimum(bytes, at + 4, within);
      const levels = at + 16 + (within >> 1) * 32;
      const shift = (within & 1) * 4;
      for (let j = 0; j < 32; j++) into.levels[j] = (bytes[levels + j] >> shift) & 15;
    },
  },
);

/** As Q4_K with a fifth bit: bit `block` of byte j of 32 belongs to number j of the block. */
export const Q5_K: GgmlType = {
  id: 13,
  name: 'Q5_K',
  blockLength: SUPER,
  blockBytes: 176,
  dequantise(bytes, offset, count, target) {
    const half = halfTable();
    for (let at = offset, out = 0; out < count; at += 176, out += SUPER) {
      const scale = half[halfBits(bytes, at)];
      const minimum = half[halfBits(bytes, at + 2)];
      for (let block = 0; block < 8; block++) {
        const step = scale * blockScale(bytes, at + 4, block);
        const least = minimum * blockMinimum(bytes, at + 4, block);
        const levels = at + 48 + (block >> 1) * 32;
        const shift = (block & 1) * 4;
        for (let j = 0; j < 32; j++) {
          const fifth = (bytes[at + 16 + j] >> block) & 1;
          const level = ((bytes[levels + j] >> shift) & 15) | (fifth << 4);
          target[out + block * 32 + j] = step * level - least;
        }
      }
    }
  },
};

/**
 * w = d scale (q − 32), a signed scale for every 16 numbers. Each half of a super-block (128 numbers) has 64 bytes
 * of low nibbles and 32 of upper bit pairs: quarter k takes the nibbles of bytes 32 (k & 1) + j and bits 2k of byte j.
 */
export const Q6_K: GgmlType = {
  id: 14,
  name: 'Q6_K',
  blockLength: SUPER,
  blockBytes: 210,
  dequantise(bytes, offset, count, target) {
    const half = halfTable();
    for (let at = offset, out = 0; out < count; at += 210, out += SUPER) {
      const scale = half[halfBits(bytes, at + 208)];
      for (let eighth = 0; eighth < 8; eighth++) {
        const [side, quarter] = [eighth >> 2, eighth & 3];
        const low = at + side * 64 + (quarter & 1) * 32;
        const high = at + 128 + side * 32;
        const steps = at + 192 + eighth * 2;
        for (let j = 0; j < 32; j++) {
          const nibble = (bytes[low + j] >> ((quarter >> 1) * 4)) & 15;
          const upper = (bytes[high + j] >> (quarter * 2)) & 3;
          const step = (bytes[steps + (j >> 4)] << 24) >> 24;
          target[out + eighth * 32 + j] = scale * step * ((nibble | (upper << 4)) - 32);
        }
      }
    }
  },
};
