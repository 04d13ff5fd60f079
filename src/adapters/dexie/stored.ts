/** What stands in a table: the record and the sum that tells whether it is still what was written. */
export interface Stored<T> {
  readonly value: T;
  readonly checksum: number;
}
