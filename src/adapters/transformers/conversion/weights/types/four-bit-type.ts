import type { FourBitBlock, FourBitLayout, GgmlType } from './ggml-type';

/** A type whose numbers are blocks of 32 four-bit levels with a scale and a minimum. */
export function fourBitType(
  facts: Pick<GgmlType, 'id' | 'name' | 'blockLength' | 'blockBytes'>,
  hasMinimum: boolean,
  { unpack }: Pick<FourBitLayout, 'unpack'>,
): GgmlType {
  const block: FourBitBlock = { scale: 0, minimum: 0, levels: new Uint8Array(32) };
  return {
    ...facts,
    fourBits: { hasMinimum, unpack },
    dequantise(bytes, offset, count, target) {
      for (let out = 0; out < count; out += 32) {
        unpack(bytes, offset, out / 32, block);
        const { scale, minimum, levels } = block;
        for (let j = 0; j < 32; j++) target[out + j] = scale * levels[j] + minimum;
      }
    },
  };
}
