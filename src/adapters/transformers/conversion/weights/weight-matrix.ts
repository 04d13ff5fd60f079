import type { ByteSource } from '../byte-source';
import type { GgmlType } from './types/ggml-type';

/** Rows that the file keeps in another order, within groups of `group` neighbours. */
export interface RowOrder {
  readonly group: number;
  /** Where row `row` lies in the file, within its group. */
  storedRow(row: number): number;
}

/** A `[rows, columns]` matrix as a model file stores it: one output of a linear layer a row. */
export interface StoredMatrix {
  readonly type: GgmlType;
  readonly source: ByteSource;
  /** Byte of the source at which the matrix begins. */
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
  /** The file's order by default. */
  readonly order?: RowOrder;
}

/** Neighbouring rows of one part, read at once. */
export interface RowChunk {
  readonly type: GgmlType;
  readonly bytes: Uint8Array;
  /** Index of the first row in the whole matrix. */
  readonly first: number;
  readonly rows: number;
  /** Byte of `bytes` at which the chunk's row `index` begins. */
  offsetOf(index: number): number;
}

/** Enough to hide the cost of a read; a chunk and what is made of it are all that is held at once. */
const CHUNK_BYTES = 4 * 2 ** 20;

/**
 * Stored matrices read as one, stacked by rows: linear layers with the same input become one
 * product. Nothing is read before the rows are asked for.
 */
export class WeightMatrix {
  readonly parts: readonly StoredMatrix[];
  readonly rows: number;
  readonly columns: number;

  constructor(...parts: StoredMatrix[]) {
    this.parts = parts;
    this.columns = parts[0].columns;
    this.rows = parts.reduce((sum, part) => sum + part.rows, 0);
  }

  /** All rows in order, some megabytes at a time. */
  async *chunks(): AsyncGenerator<RowChunk> {
    let before = 0;
    for (const part of this.parts) {
      const rowBytes = (part.columns / part.type.blockLength) * part.type.blockBytes;
      const group = part.order?.group ?? 1;
      const step = Math.max(1, Math.floor(CHUNK_BYTES / rowBytes / group)) * group;
      for (let first = 0; first < part.rows; first += step) {
        const rows = Math.min(step, part.rows - first);
        const start = part.start + first * rowBytes;
        yield {
          type: part.type,
          bytes: await part.source.read(start, start + rows * rowBytes),
          first: before + first,
          rows,
          offsetOf: (index) => (part.order?.storedRow(index) ?? index) * rowBytes,
        };
      }
      before += part.rows;
    }
  }

  /** Calls `visit` with each row as float32; the array is reused. */
  async forEachFloatRow(visit: (values: Float32Array, row: number) => void): Promise<void> {
    const values = new Float32Array(this.columns);
    for await (const { type, bytes, first, rows, offsetOf } of this.chunks()) {
      for (let index = 0; index < rows; index++) {
        type.dequantise(bytes, offsetOf(index), this.columns, values);
        visit(values, first + index);
      }
    }
  }
}
