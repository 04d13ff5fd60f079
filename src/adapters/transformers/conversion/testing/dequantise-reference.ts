import { halfToFloat } from '../weights/half-float';

/**
 * Block formats decoded number by number, from their description: where number i's level, scale and minimum lie is worked
 * out anew for every i. Slow, and shares nothing with the converter but the value of a half.
 */
type Reference = (block: DataView, i: number) => number;

const half = (block: DataView, at: number): number => halfToFloat(block.getUint16(at, true));
const nibble = (block: DataView, at: number, high: boolean): number =>
  high ? block.getUint8(at) >> 4 : block.getUint8(at) & 15;
const bit = (block: DataView, at: number, index: number): number =>
  (block.getUint8(at + Math.floor(index / 8)) >> (index % 8)) & 1;

/** Six-bit scale and minimum of block j of 8, from the 12 bytes at `at`: bit by bit. */
function sixBits(block: DataView, at: number, j: number): { scale: number; minimum: number } {
  const byte = (index: number): number => block.getUint8(at + index);
  if (j < 4) return { scale: byte(j) % 64, minimum: byte(j + 4) % 64 };
  return {
    scale: (byte(j + 4) % 16) + 16 * Math.floor(byte(j - 4) / 64),
    minimum: Math.floor(byte(j + 4) / 16) + 16 * Math.floor(byte(j) / 64),
  };
}

export const dequantiseReference = {
  Q4_0: (block, i) => half(block, 0) * (nibble(block, 2 + (i % 16), i >= 16) - 8),
  Q4_1: (block, i) => half(block, 0) * nibble(block, 4 + (i % 16), i >= 16) + half(block, 2),
  Q5_0: (block, i) =>
    half(block, 0) * (nibble(block, 6 + (i % 16), i >= 16) + 16 * bit(block, 2, i) - 16),
  Q5_1: (block, i) =>
    half(block, 0) * (nibble(block, 8 + (i % 16), i >= 16) + 16 * bit(block, 4, i)) +
    half(block, 2),
  Q8_0: (block, i) => half(block, 0) * block.getInt8(2 + i),
  Q4_K: (block, i) => {
    const { scale, minimum } = sixBits(block, 4, Math.floor(i / 32));
    const level = nibble(block, 16 + Math.floor(i / 64) * 32 + (i % 32), i % 64 >= 32);
    return half(block, 0) * scale * level - half(block, 2) * minimum;
  },
  Q5_K: (block, i) => {
    const { scale, minimum } = sixBits(block, 4, Math.floor(i / 32));
    const low = nibble(block, 48 + Math.floor(i / 64) * 32 + (i % 32), i % 64 >= 32);
    const level = low + 16 * bit(block, 16 + (i % 32), Math.floor(i / 32));
    return half(block, 0) * scale * level - half(block, 2) * minimum;
  },
  Q6_K: (block, i) => {
    const [side, within] = [Math.floor(i / 128), i % 128];
    const low = nibble(block, side * 64 + (within % 64), within >= 64);
    const pair = (block.getUint8(128 + side * 32 + (within % 32)) >> (2 * (within >> 5))) & 3;
    return half(block, 208) * block.getInt8(192 + Math.floor(i / 16)) * (low + 16 * pair - 32);
  },
} satisfies Record<string, Reference>;
