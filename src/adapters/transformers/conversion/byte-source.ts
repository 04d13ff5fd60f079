import type { ChosenFile } from '../../../core/ports/model-shelf';

/** Bytes that are read where they are wanted: a file of 2 GB need not fit into memory. */
export interface ByteSource {
  /** Bytes of the whole. */
  readonly size: number;
  /** The bytes from `start` to before `end`, a copy or a view. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A file that is in memory already; what it gives out are views. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.byteLength,
  read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
});

/** A file that the user chose, read piece by piece. */
export const fileSource = (file: ChosenFile): ByteSource => ({
  size: file.size,
  read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
});
