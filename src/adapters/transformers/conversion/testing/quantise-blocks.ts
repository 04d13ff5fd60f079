import { BLOCK } from '../weights/block-weights';

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
