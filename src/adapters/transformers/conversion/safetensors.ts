import { ByteCursor } from './byte-cursor';
import { ConversionError } from './conversion-error';
import { ggmlTypes } from './weights/ggml-types';
import type { GgmlType } from './weights/types/ggml-type';

/** A tensor of a safetensors file: its shape slowest dimension first, its bytes a view. */
export interface SafeTensor {
  readonly type: GgmlType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

const types: Record<string, GgmlType> = {
  F32: ggmlTypes.F32,
  F16: ggmlTypes.F16,
  BF16: ggmlTypes.BF16,
};

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/**
 * The float tensors of a safetensors file by name; integer tensors (position ids) are left out.
 * Source: github.com/huggingface/safetensors, "Format".
 * @throws ConversionError `not-safetensors`, `truncated`
 */
export function readSafetensors(bytes: Uint8Array): Map<string, SafeTensor> {
  const cursor = new ByteCursor(bytes);
  const header = readHeader(cursor);
  const start = cursor.offset;
  const tensors = new Map<string, SafeTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__' || !types[entry.dtype]) continue;
    const [from, to] = entry.data_offsets;
    if (start + to > bytes.byteLength) {
      throw new ConversionError(
        'conversion-truncated',
        `The safetensors file is cut off in the tensor ${name}.`,
      );
    }
    const view = bytes.subarray(start + from, start + to);
    tensors.set(name, { type: types[entry.dtype], shape: entry.shape, bytes: view });
  }
  return tensors;
}

function readHeader(cursor: ByteCursor): Record<string, Entry> {
  try {
    const header: unknown = JSON.parse(cursor.text(cursor.uint64()));
    if (typeof header === 'object' && header !== null) return header as Record<string, Entry>;
  } catch (cause) {
    throw new ConversionError(
      'conversion-not-safetensors',
      'This is not a safetensors file: it has no readable header.',
      { cause },
    );
  }
  throw new ConversionError('conversion-not-safetensors', 'The safetensors header is no object.');
}
