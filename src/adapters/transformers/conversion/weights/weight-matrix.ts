import type { GgmlType } from './ggml-type';

/** A `[rows, columns]` matrix as a model file stores it: one output of a linear layer a row. */
export interface StoredMatrix {
  readonly type: GgmlType;
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  /** Where row `row` lies in the file; the same place by default. */
  readonly storedRow?: (row: number) => number;
}

/**
 * Stored matrices read as one, stacked by rows: linear layers with the same input become one
 * product. A view; nothing is decoded before a row is read.
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

  /** Calls `visit` for each row in order: the part, the byte offset of the row in it, its index. */
  forEachRow(visit: (part: StoredMatrix, offset: number, row: number) => void): void {
    let row = 0;
    for (const part of this.parts) {
      const rowBytes = (part.columns / part.type.blockLength) * part.type.blockBytes;
      for (let local = 0; local < part.rows; local++) {
        visit(part, (part.storedRow?.(local) ?? local) * rowBytes, row++);
      }
    }
  }

  /** Calls `visit` with each row as float32; the array is reused. */
  forEachFloatRow(visit: (values: Float32Array, row: number) => void): void {
    const values = new Float32Array(this.columns);
    this.forEachRow((part, offset, row) => {
      part.type.dequantise(part.bytes, offset, part.columns, values);
      visit(values, row);
    });
  }
}
