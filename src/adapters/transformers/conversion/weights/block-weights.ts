import type { LazyBytes } from '../onnx/protobuf-message';
import { ConversionError } from '../conversion-error';
import { type GgmlType, ggmlTypes } from './ggml-type';
import { halfTable } from './half-float';
import type { WeightMatrix } from './weight-matrix';

/** Weights a block, in GGUF's legacy types and in ONNX Runtime's MatMulNBits alike. */
export const BLOCK = 32;

/**
 * A matrix as MatMulNBits stores it: `w = scale (q − zero)` in blocks of 32 along the columns, zero
 * 8 of 4 bits or 128 of 8. `offsets`, when present, are added: `w = scale (q − 8) + offset`.
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
 * Repacks a stored matrix. Q4_0, Q4_1 and Q8_0 keep their values exactly; every other type is
 * quantised to 8 bits a weight in blocks of 32 (Q8_0's own scheme).
 * @throws ConversionError `conversion-unsupported-shape` when the columns are no multiple of 32
 */
export function blockWeights(matrix: WeightMatrix): BlockWeights {
  assertWholeBlocks(matrix);
  const type = onlyType(matrix);
  if (type === ggmlTypes.Q4_1) return fourBits(matrix, 20, 4, true);
  if (type === ggmlTypes.Q4_0) return fourBits(matrix, 18, 2, false);
  return eightBitWeights(matrix);
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

/** Q4_1 is d q + m; with MatMulNBits' fixed zero point 8 that is d (q − 8) + (m + 8 d). */
function fourBits(
  matrix: WeightMatrix,
  blockBytes: number,
  header: number,
  hasMinimum: boolean,
): BlockWeights {
  const quantised = perBlock(matrix, blockBytes, 16, (bytes, at, target, out) => {
    for (let j = 0; j < 8; j++) {
      // GGUF's byte j holds numbers j and j + 16; ours holds neighbours.
      const first = bytes[at + header + 2 * j];
      const second = bytes[at + header + 2 * j + 1];
      target[out + j] = (first & 15) | ((second & 15) << 4);
      target[out + 8 + j] = (first >> 4) | (second & 0xf0);
    }
  });
  const base = { bits: 4 as const, quantised, scales: scales(matrix, blockBytes) };
  return hasMinimum ? { ...base, offsets: minimumOffsets(matrix, blockBytes) } : base;
}

function minimumOffsets(matrix: WeightMatrix, blockBytes: number): LazyBytes {
  const half = halfTable();
  const { rows, columns } = matrix;
  const blocks = columns / BLOCK;
  return lazyFloats(rows * blocks, (target) =>
    matrix.forEachRow(({ bytes }, offset, row) => {
      for (let block = 0, at = offset; block < blocks; block++, at += blockBytes) {
        const scale = half[bytes[at] | (bytes[at + 1] << 8)];
        const minimum = half[bytes[at + 2] | (bytes[at + 3] << 8)];
        target[block * rows + row] = minimum + 8 * scale;
      }
    }),
  );
}

function repackedBytes(matrix: WeightMatrix): BlockWeights {
  const quantised = perBlock(matrix, 34, 32, (bytes, at, target, out) => {
    // Flipping the sign bit turns a signed byte into one with its zero at 128.
    for (let j = 0; j < 32; j++) target[out + j] = bytes[at + 2 + j] ^ 0x80;
  });
  return { bits: 8, quantised, scales: scales(matrix, 34) };
}

function requantised(matrix: WeightMatrix): BlockWeights {
  const { rows, columns } = matrix;
  const blocks = columns / BLOCK;
  const factors = new Float32Array(rows * blocks);
  matrix.forEachFloatRow((values, row) => {
    for (let i = 0; i < columns; i++) {
      const at = row * blocks + Math.floor(i / BLOCK);
      factors[at] = Math.max(factors[at], Math.abs(values[i]) / 127);
    }
  });
  const write = (target: Uint8Array): void =>
    matrix.forEachFloatRow((values, row) => {
      for (let i = 0; i < columns; i++) {
        const factor = factors[row * blocks + Math.floor(i / BLOCK)];
        target[row * columns + i] = factor > 0 ? (values[i] / factor + 128.5) | 0 : 128;
      }
    });
  return {
    bits: 8,
    quantised: { byteLength: rows * columns, write },
    scales: lazyFloats(factors.length, (target) => target.set(factors)),
  };
}

/** Writes `outBytes` for each block, in the order of rows and blocks. */
function perBlock(
  matrix: WeightMatrix,
  blockBytes: number,
  outBytes: number,
  repack: (bytes: Uint8Array, at: number, target: Uint8Array, out: number) => void,
): LazyBytes {
  const blocks = matrix.columns / BLOCK;
  return {
    byteLength: matrix.rows * blocks * outBytes,
    write: (target) =>
      matrix.forEachRow(({ bytes }, offset, row) => {
        for (let block = 0; block < blocks; block++) {
          repack(bytes, offset + block * blockBytes, target, (row * blocks + block) * outBytes);
        }
      }),
  };
}

/** The half that begins each block, as float32. */
function scales(matrix: WeightMatrix, blockBytes: number): LazyBytes {
  const half = halfTable();
  const blocks = matrix.columns / BLOCK;
  return lazyFloats(matrix.rows * blocks, (target) =>
    matrix.forEachRow(({ bytes }, offset, row) => {
      for (let block = 0, at = offset; block < blocks; block++, at += blockBytes) {
        target[row * blocks + block] = half[bytes[at] | (bytes[at + 1] << 8)];
      }
    }),
  );
}

/** Floats made apart and copied: their place in the file need not be aligned to four bytes. */
function lazyFloats(length: number, fill: (target: Float32Array) => void): LazyBytes {
  return {
    byteLength: length * 4,
    write(target) {
      const values = new Float32Array(length);
      fill(values);
      target.set(new Uint8Array(values.buffer));
    },
  };
}
