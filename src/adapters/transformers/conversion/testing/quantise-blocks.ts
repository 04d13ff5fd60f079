import { BLOCK } from '../weights/block-weights';
import { halfToFloat } from '../weights/half-float';

/** Float32 numbers as GGUF stores them; the counterpart of `ggmlTypes[…].dequantise`. */
export type BlockEncoder = (values: Float32Array) => Uint8Array;

/** The bits of the half nearest to a number of ordinary size (no overflow handling). */
export function floatToHalf(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  if (exponent <= 0) return sign | Math.round(Math.abs(value) * 2 ** 24);
  // A carry out of the fraction moves into the exponent, as it should.
  return sign | (((exponent << 10) | ((bits >>> 13) & 0x3ff)) + ((bits >>> 12) & 1));
}

export const encodeF32: BlockEncoder = (values) => new Uint8Array(values.slice().buffer);

export const encodeF16: BlockEncoder = (values) =>
  new Uint8Array(Uint16Array.from(values, floatToHalf).buffer);

export const encodeBF16: BlockEncoder = (values) =>
  new Uint8Array(
    Uint16Array.from(new Uint32Array(values.slice().buffer), (bits) => bits >>> 16).buffer,
  );

export const encodeQ8_0: BlockEncoder = (values) =>
  encodeBlocks(values, 34, (block, view) => {
    const scale = largest(block) / 127;
    view.setUint16(0, floatToHalf(scale), true);
    block.forEach((value, j) => view.setInt8(2 + j, scale > 0 ? Math.round(value / scale) : 0));
  });

export const encodeQ4_0: BlockEncoder = (values) =>
  encodeBlocks(values, 18, (block, view) => {
    const scale = largest(block) / 7;
    view.setUint16(0, floatToHalf(scale), true);
    writeNibbles(view, 2, block, (value) => (scale > 0 ? value / scale : 0) + 8);
  });

export const encodeQ4_1: BlockEncoder = (values) =>
  encodeBlocks(values, 20, (block, view) => {
    const minimum = Math.min(...block);
    const scale = (Math.max(...block) - minimum) / 15;
    view.setUint16(0, floatToHalf(scale), true);
    view.setUint16(2, floatToHalf(minimum), true);
    writeNibbles(view, 4, block, (value) => (scale > 0 ? (value - minimum) / scale : 0));
  });

const largest = (block: Float32Array): number => Math.max(...block.map(Math.abs));

function encodeBlocks(
  values: Float32Array,
  blockBytes: number,
  encode: (block: Float32Array, view: DataView) => void,
): Uint8Array {
  const blocks = values.length / BLOCK;
  const bytes = new Uint8Array(blocks * blockBytes);
  for (let i = 0; i < blocks; i++) {
    const view = new DataView(bytes.buffer, i * blockBytes, blockBytes);
    encode(values.subarray(i * BLOCK, (i + 1) * BLOCK), view);
  }
  return bytes;
}

/** Byte j holds numbers j (low half) and j + 16. */
function writeNibbles(
  view: DataView,
  offset: number,
  block: Float32Array,
  level: (value: number) => number,
): void {
  const nibble = (value: number): number => Math.max(0, Math.min(15, Math.round(level(value))));
  for (let j = 0; j < BLOCK / 2; j++) {
    view.setUint8(offset + j, nibble(block[j]) | (nibble(block[j + 16]) << 4));
  }
}

/** 256 numbers a super-block: eight blocks, their scales and minima in six bits. Not optimal, but legal. */
export const encodeQ4_K: BlockEncoder = (values) =>
  encodeSuperBlocks(values, 144, (block, view) => {
    const { steps, minima } = writeBlockScales(view, block, 15);
    for (let i = 0; i < 256; i++) {
      const sub = i >> 5;
      const level = nearest((block[i] + minima[sub]) / steps[sub], 15);
      const at = 16 + (sub >> 1) * 32 + (i & 31);
      view.setUint8(at, view.getUint8(at) | (level << ((sub & 1) * 4)));
    }
  });

export const encodeQ5_K: BlockEncoder = (values) =>
  encodeSuperBlocks(values, 176, (block, view) => {
    const { steps, minima } = writeBlockScales(view, block, 31);
    for (let i = 0; i < 256; i++) {
      const sub = i >> 5;
      const level = nearest((block[i] + minima[sub]) / steps[sub], 31);
      const at = 48 + (sub >> 1) * 32 + (i & 31);
      view.setUint8(at, view.getUint8(at) | ((level & 15) << ((sub & 1) * 4)));
      const fifth = 16 + (i & 31);
      view.setUint8(fifth, view.getUint8(fifth) | ((level >> 4) << sub));
    }
  });

/** 16 blocks of 16 with signed eight-bit scales; six-bit levels, their zero at 32. */
export const encodeQ6_K: BlockEncoder = (values) =>
  encodeSuperBlocks(values, 210, (block, view) => {
    const wanted = Array.from(
      { length: 16 },
      (_, sub) => largest(block.subarray(sub * 16, sub * 16 + 16)) / 31,
    );
    const unit = halfToFloat(floatToHalf(Math.max(...wanted, 1e-6) / 127));
    view.setUint16(208, floatToHalf(unit), true);
    wanted.forEach((step, sub) => view.setInt8(192 + sub, Math.min(127, Math.ceil(step / unit))));
    for (let i = 0; i < 256; i++) {
      const step = unit * view.getInt8(192 + (i >> 4));
      const level = nearest((step > 0 ? block[i] / step : 0) + 32, 63);
      const [side, within] = [i >> 7, i & 127];
      const low = side * 64 + (within & 63);
      view.setUint8(low, view.getUint8(low) | ((level & 15) << (within >> 6 ? 4 : 0)));
      const high = 128 + side * 32 + (within & 31);
      view.setUint8(high, view.getUint8(high) | ((level >> 4) << (2 * (within >> 5))));
    }
  });

/** Writes the halves and the twelve bytes of scales; returns what they stand for. */
function writeBlockScales(view: DataView, block: Float32Array, levels: number) {
  const parts = Array.from({ length: 8 }, (_, sub) => block.subarray(sub * 32, sub * 32 + 32));
  const least = parts.map((part) => Math.max(0, -Math.min(...part)));
  const spread = parts.map((part, sub) => (Math.max(...part, 0) + least[sub]) / levels);
  const unit = halfToFloat(floatToHalf(Math.max(...spread, 1e-6) / 60));
  const unitMinimum = halfToFloat(floatToHalf(Math.max(...least, 1e-6) / 60));
  view.setUint16(0, floatToHalf(unit), true);
  view.setUint16(2, floatToHalf(unitMinimum), true);
  const scales = spread.map((step) => Math.min(63, Math.max(1, Math.ceil(step / unit))));
  const minimums = least.map((value) => Math.min(63, Math.ceil(value / unitMinimum)));
  for (let sub = 0; sub < 4; sub++) {
    const [s, m] = [scales[sub + 4], minimums[sub + 4]];
    view.setUint8(4 + sub, scales[sub] | ((s >> 4) << 6));
    view.setUint8(8 + sub, minimums[sub] | ((m >> 4) << 6));
    view.setUint8(12 + sub, (s & 15) | ((m & 15) << 4));
  }
  return {
    steps: scales.map((scale) => scale * unit),
    minima: minimums.map((minimum) => minimum * unitMinimum),
  };
}

const nearest = (level: number, most: number): number =>
  Math.max(0, Math.min(most, Math.round(level)));

function encodeSuperBlocks(
  values: Float32Array,
  blockBytes: number,
  encode: (block: Float32Array, view: DataView) => void,
): Uint8Array {
  const bytes = new Uint8Array((values.length / 256) * blockBytes);
  for (let i = 0; i < values.length / 256; i++) {
    const view = new DataView(bytes.buffer, i * blockBytes, blockBytes);
    encode(values.subarray(i * 256, (i + 1) * 256), view);
  }
  return bytes;
}

export const encodeQ5_0: BlockEncoder = (values) =>
  encodeBlocks(values, 22, (block, view) => {
    const scale = largest(block) / 15;
    view.setUint16(0, floatToHalf(scale), true);
    writeFiveBits(view, 2, block, (value) => (scale > 0 ? value / scale : 0) + 16);
  });

export const encodeQ5_1: BlockEncoder = (values) =>
  encodeBlocks(values, 24, (block, view) => {
    const minimum = Math.min(...block);
    const scale = (Math.max(...block) - minimum) / 31;
    view.setUint16(0, floatToHalf(scale), true);
    view.setUint16(2, floatToHalf(minimum), true);
    writeFiveBits(view, 4, block, (value) => (scale > 0 ? (value - minimum) / scale : 0));
  });

/** A word of fifth bits, number j's at bit j, then the nibbles. */
function writeFiveBits(
  view: DataView,
  offset: number,
  block: Float32Array,
  level: (value: number) => number,
): void {
  const levels = Array.from(block, (value) => nearest(level(value), 31));
  const fifths = levels.reduce((word, value, j) => (word | ((value >> 4) << j)) >>> 0, 0);
  view.setUint32(offset, fifths, true);
  for (let j = 0; j < BLOCK / 2; j++) {
    view.setUint8(offset + 4 + j, (levels[j] & 15) | ((levels[j + 16] & 15) << 4));
  }
}
