import { ConversionError } from '../conversion-error';
import type { LazyBytes } from '../onnx/lazy-bytes';
import { ByProduct } from './by-product';
import { ggmlTypes } from './ggml-types';
import { halfTable } from './half-float';
import { type FourBitBlock, type FourBitLayout, type GgmlType, halfBits } from './types/ggml-type';
import type { RowChunk, WeightMatrix } from './weight-matrix';

/** Weights a block, in GGUF's legacy types and in ONNX Runtime's MatMulNBits alike. */
export const BLOCK = 32;

/**
 * A matrix as MatMulNBits stores it: `w = scale (q − zero)` in blocks of 32 along the columns, zero
 * 8 of 4 bits or 128 of 8. `offsets`, when present, are added: `w = scale (q − 8) + offset`. To be
 * written in the order of the fields: scales and offsets are known when the bytes were written.
 */
export interface BlockWeights {
  readonly bits: 4 | 8;
  /** `[rows, blocks, 16 or 32]` bytes; of 4 bits, byte j holds numbers 2j (low) and 2j + 1. */
  readonly quantised: LazyBytes;
  /** `[rows, blocks]` float32. */
  readonly scales: LazyBytes;
  /** `[blocks, rows]` float32, transposed for the product with the sums of the input's blocks. */
  readonly offsets?: LazyBytes;
}

/**
 * Repacks a stored matrix. Q4_0, Q4_1, Q4_K and Q8_0 keep their values exactly; every other type is
 * quantised to 8 bits a weight in blocks of 32 (Q8_0's own scheme).
 * @throws ConversionError `conversion-unsupported-shape` when the columns are no multiple of 32
 */
export function blockWeights(matrix: WeightMatrix): BlockWeights {
  assertWholeBlocks(matrix);
  const layout = onlyType(matrix)?.fourBits;
  return layout ? fourBits(matrix, layout) : eightBitWeights(matrix);
}

/**
 * The same in 8 bits a weight whatever the type: exact for Q8_0, within half a step of 1/127 of each
 * block's largest weight for others.
 * @throws ConversionError `conversion-unsupported-shape` when the columns are no multiple of 32
 */
export function eightBitWeights(matrix: WeightMatrix): BlockWeights {
  assertWholeBlocks(matrix);
  return onlyType(matrix) === ggmlTypes.Q8_0 ? repackedBytes(matrix) : requantised(matrix);
}

function assertWholeBlocks(matrix: WeightMatrix): void {
  if (matrix.columns % BLOCK === 0) return;
  throw new ConversionError(
    'conversion-unsupported-shape',
    `A matrix of ${matrix.columns} columns cannot be cut into blocks of ${BLOCK}.`,
  );
}

/** The type that all parts share, if they do. */
function onlyType(matrix: WeightMatrix): GgmlType | undefined {
  const [first, ...others] = matrix.parts.map((part) => part.type);
  return others.every((type) => type === first) ? first : undefined;
}

/** d q + m with MatMulNBits' fixed zero point 8 is d (q − 8) + (m + 8 d). */
function fourBits(matrix: WeightMatrix, { hasMinimum, unpack }: FourBitLayout): BlockWeights {
  const { rows, columns } = matrix;
  const blocks = columns / BLOCK;
  const scales = new ByProduct(rows * blocks);
  const offsets = new ByProduct(rows * blocks);
  const unpacked: FourBitBlock = { scale: 0, minimum: 0, levels: new Uint8Array(BLOCK) };
  const quantised = perChunk(matrix, BLOCK / 2, () => {
    const scale = new Float32Array(rows * blocks);
    const offset = new Float32Array(hasMinimum ? rows * blocks : 0);
    scales.keep(scale);
    offsets.keep(offset);
    return ({ bytes, first, offsetOf }, index, target, out) => {
      const row = first + index;
      for (let block = 0; block < blocks; block++) {
        unpack(bytes, offsetOf(index), block, unpacked);
        const { levels } = unpacked;
        const to = out + (block * BLOCK) / 2;
        for (let j = 0; j < 16; j++) target[to + j] = levels[2 * j] | (levels[2 * j + 1] << 4);
        scale[row * blocks + block] = unpacked.scale;
        if (hasMinimum) offset[block * rows + row] = unpacked.minimum + 8 * unpacked.scale;
      }
    };
  });
  const base = { bits: 4 as const, quantised, scales: scales.bytes };
  return hasMinimum ? { ...base, offsets: offsets.bytes } : base;
}

function repackedBytes(matrix: WeightMatrix): BlockWeights {
  const { rows, columns } = matrix;
  const blocks = columns / BLOCK;
  const half = halfTable();
  const scales = new ByProduct(rows * blocks);
  const quantised = perChunk(matrix, BLOCK, () => {
    const scale = new Float32Array(rows * blocks);
    scales.keep(scale);
    return ({ bytes, first, offsetOf }, index, target, out) => {
      for (let block = 0; block < blocks; block++) {
        const at = offsetOf(index) + block * ggmlTypes.Q8_0.blockBytes;
        const to = out + block * BLOCK;
        scale[(first + index) * blocks + block] = half[halfBits(bytes, at)];
        // Flipping the sign bit turns a signed byte into one with its zero at 128.
        for (let j = 0; j < BLOCK; j++) target[to + j] = bytes[at + 2 + j] ^ 0x80;
      }
    };
  });
  return { bits: 8, quantised, scales: scales.bytes };
}

function requantised(matrix: WeightMatrix): BlockWeights {
  const { rows, columns } = matrix;
  const blocks = columns / BLOCK;
  const values = new Float32Array(columns);
  const scales = new ByProduct(rows * blocks);
  const quantised = perChunk(matrix, BLOCK, () => {
    const scale = new Float32Array(rows * blocks);
    scales.keep(scale);
    return ({ type, bytes, first, offsetOf }, index, target, out) => {
      type.dequantise(bytes, offsetOf(index), columns, values);
      for (let block = 0; block < blocks; block++) {
        const step = quantiseBlock(values, block * BLOCK, target, out + block * BLOCK);
        scale[(first + index) * blocks + block] = step;
      }
    };
  });
  return { bits: 8, quantised, scales: scales.bytes };
}

/** Rounds 32 numbers to steps of 1/127 of the largest; returns the step. */
function quantiseBlock(values: Float32Array, at: number, target: Uint8Array, to: number): number {
  let largest = 0;
  for (let j = 0; j < BLOCK; j++) largest = Math.max(largest, Math.abs(values[at + j]));
  const step = Math.fround(largest / 127);
  for (let j = 0; j < BLOCK; j++) {
    target[to + j] = step > 0 ? (values[at + j] / step + 128.5) | 0 : 128;
  }
  return step;
}

/** Writes row `index` of the chunk into `target` from `out` on. */
type PackRow = (chunk: RowChunk, index: number, target: Uint8Array, out: number) => void;

/** `blockBytes` for each block, in the order of rows and blocks. `begin` is called at every writing. */
function perChunk(matrix: WeightMatrix, blockBytes: number, begin: () => PackRow): LazyBytes {
  const rowBytes = (matrix.columns / BLOCK) * blockBytes;
  return {
    byteLength: matrix.rows * rowBytes,
    async write(sink) {
      const pack = begin();
      for await (const chunk of matrix.chunks()) {
        const target = new Uint8Array(chunk.rows * rowBytes);
        for (let index = 0; index < chunk.rows; index++) {
          pack(chunk, index, target, index * rowBytes);
        }
        await sink(target);
      }
    },
  };
}
