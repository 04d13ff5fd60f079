import type { WeightMatrix } from './weight-matrix';

/** How a model's matrices are stored and multiplied: one implementation a precision. */
export interface WeightScheme {
  /** `input [batch, sequence, columns]` times the matrix, `[batch, sequence, rows]`. */
  linear(input: string, matrix: WeightMatrix, name: string): string;
  /** Rows of the embedding for `tokens [batch, sequence]` int64, `[batch, sequence, columns]`. */
  embed(tokens: string, matrix: WeightMatrix, name: string): string;
  /** `linear` with the matrix that `embed` stored under `name`: the bytes are shared. */
  tiedLinear(input: string, name: string): string;
}
