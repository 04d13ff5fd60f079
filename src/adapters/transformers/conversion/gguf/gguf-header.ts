import { ByteCursor } from '../byte-cursor';
import { ConversionError } from '../conversion-error';
import { ggmlTypeOf } from '../weights/ggml-types';
import type { GgmlType } from '../weights/types/ggml-type';

export type GgufValue = number | string | boolean | GgufValue[];

/** Where a tensor lies. GGUF lists dimensions fastest first: an `[out, in]` matrix has `[in, out]`. */
export interface GgufTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly type: GgmlType;
  /** Byte of the file at which it begins. */
  readonly start: number;
  readonly byteLength: number;
}

/** What stands before the weights. */
export interface GgufHeader {
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
}

const MAGIC = 0x46554747; // "GGUF"
const DEFAULT_ALIGNMENT = 32;
const LIST = 9;

/**
 * Reads the metadata and the tensor table (version 2 or 3, little-endian) from a file's first bytes.
 * Source: `docs/gguf.md` of ggml.
 * @throws ConversionError `not-gguf`, `gguf-version`, `unsupported-tensor-type`, `unsupported-shape`;
 *   `truncated` when `head` ends before the table does
 */
export function parseGguf(head: Uint8Array): GgufHeader {
  const cursor = new ByteCursor(head);
  if (head.byteLength < 4 || cursor.uint32() !== MAGIC) {
    throw notGguf('it does not begin with the letters GGUF');
  }
  assertVersion(cursor.uint32());
  const tensorCount = cursor.uint64();
  const metadataCount = cursor.uint64();
  const metadata = new Map<string, GgufValue>();
  for (let i = 0; i < metadataCount; i++) {
    const key = readString(cursor);
    metadata.set(key, readValue(cursor, cursor.uint32()));
  }
  return { metadata, tensors: readTensors(cursor, tensorCount, alignmentOf(metadata)) };
}

function assertVersion(version: number): void {
  if (version === 2 || version === 3) return;
  // A small number whose bytes are turned round.
  const bigEndian = version !== 0 && version % 0x10000 === 0;
  throw new ConversionError(
    'conversion-gguf-version',
    bigEndian
      ? 'The GGUF file is big-endian, for other computers; take the usual little-endian one.'
      : `GGUF version ${version} is not supported (2 and 3 are).`,
  );
}

function alignmentOf(metadata: ReadonlyMap<string, GgufValue>): number {
  const alignment = metadata.get('general.alignment') ?? DEFAULT_ALIGNMENT;
  if (typeof alignment === 'number' && Number.isSafeInteger(alignment) && alignment > 0) {
    return alignment;
  }
  throw notGguf('its alignment is no number of bytes');
}

function readTensors(
  cursor: ByteCursor,
  count: number,
  alignment: number,
): Map<string, GgufTensor> {
  const entries: { name: string; dimensions: number[]; typeId: number; offset: number }[] = [];
  for (let i = 0; i < count; i++) {
    const name = readString(cursor);
    const dimensions = readMany(cursor.uint32(), cursor.uint64);
    entries.push({ name, dimensions, typeId: cursor.uint32(), offset: cursor.uint64() });
  }
  const base = Math.ceil(cursor.offset / alignment) * alignment;
  return new Map(
    entries.map(({ name, dimensions, typeId, offset }) => {
      const type = ggmlTypeOf(typeId, name);
      if ((dimensions[0] ?? 1) % type.blockLength !== 0) {
        throw new ConversionError(
          'conversion-unsupported-shape',
          `Tensor ${name} has rows of ${dimensions[0]} numbers, which ${type.name} cannot store.`,
        );
      }
      const numbers = dimensions.reduce((product, dimension) => product * dimension, 1);
      const byteLength = (numbers / type.blockLength) * type.blockBytes;
      return [name, { name, dimensions, type, start: base + offset, byteLength }];
    }),
  );
}

const notGguf = (why: string): ConversionError =>
  new ConversionError('conversion-not-gguf', `This is not a GGUF file: ${why}.`);

const readString = (cursor: ByteCursor): string => cursor.text(cursor.uint64());

function readMany<T>(count: number, read: () => T): T[] {
  const values: T[] = [];
  for (let i = 0; i < count; i++) values.push(read());
  return values;
}

/** Readers by GGUF's value type; 8 is a string, 9 a list of one type. */
function readValue(cursor: ByteCursor, type: number): GgufValue {
  switch (type) {
    case 0:
      return cursor.uint8();
    case 1:
      return cursor.int8();
    case 2:
      return cursor.uint16();
    case 3:
      return cursor.int16();
    case 4:
      return cursor.uint32();
    case 5:
      return cursor.int32();
    case 6:
      return cursor.float32();
    case 7:
      return cursor.uint8() !== 0;
    case 8:
      return readString(cursor);
    case LIST: {
      const elementType = cursor.uint32();
      // No model has lists of lists, and a file of nothing else would exhaust the stack.
      if (elementType === LIST) throw notGguf('its metadata holds lists of lists');
      return readMany(cursor.uint64(), () => readValue(cursor, elementType));
    }
    case 10:
      return cursor.uint64();
    case 11:
      return cursor.int64();
    case 12:
      return cursor.float64();
    default:
      throw notGguf(`its metadata has a value of type ${type}`);
  }
}
