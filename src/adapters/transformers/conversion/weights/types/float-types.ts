import { halfTable } from '../half-float';
import { type GgmlType, halfBits } from './ggml-type';

const scratch = new DataView(new ArrayBuffer(4));

function float32At(bytes: Uint8Array, at: number): number {
  for (let i = 0; i < 4; i++) scratch.setUint8(i, bytes[at + i]);
  return scratch.getFloat32(0, true);
}

export const F32: GgmlType = {
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

export const F16: GgmlType = {
  id: 1,
  name: 'F16',
  blockLength: 1,
  blockBytes: 2,
  dequantise(bytes, offset, count, target) {
    const half = halfTable();
    for (let i = 0; i < count; i++) target[i] = half[halfBits(bytes, offset + i * 2)];
  },
};

export const BF16: GgmlType = {
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
