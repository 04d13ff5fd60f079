import { ByteCursor } from '../byte-cursor';
import { ConversionError } from '../conversion-error';
import { type GgmlType, ggmlTypeOf } from '../weights/ggml-type';

export type GgufValue = number | string | boolean | GgufValue[];

/** A tensor as stored. GGUF lists dimensions fastest first: a `[out, in]` matrix has `[in, out]`. */
export interface GgufTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly type: GgmlType;
  readonly bytes: Uint8Array;
}

/** A parsed GGUF file (version 2 or 3, little-endian); tensor bytes are views, never copies. */
export interface GgufFile {
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
}

const MAGIC = 0x46554747; // "GGUF"
const DEFAULT_ALIGNMENT = 32;

/**
 * Reads the metadata and the tensor table of a whole GGUF file.
 * Source: `docs/gguf.md` of ggml.
 * @throws ConversionError `not-gguf`, `gguf-version`, `truncated`, `unsupported-tensor-type`
 */
export function readGguf(bytes: Uint8Array): GgufFile {
  const cursor = new ByteCursor(bytes);
  if (bytes.byteLength < 4 || cursor.uint32() !== MAGIC) {
    throw new ConversionError(
      'conversion-not-gguf',
      'This is not a GGUF file: it does not begin with the letters GGUF.',
    );
  }
  const version = cursor.uint32();
  if (version !== 2 && version !== 3) {
    throw new ConversionError(
      'conversion-gguf-version',
      `GGUF version ${version} is not supported (2 and 3 are).`,
    );
  }
  const tensorCount = cursor.uint64();
  const metadataCount = cursor.uint64();
  const metadata = new Map<string, GgufValue>();
  for (let i = 0; i < metadataCount; i++) {
    const key = readString(cursor);
    metadata.set(key, readValue(cursor, cursor.uint32()));
  }
  return { metadata, tensors: readTensors(bytes, cursor, tensorCount, metadata) };
}

function readTensors(
  bytes: Uint8Array,
  cursor: ByteCursor,
  count: number,
  metadata: ReadonlyMap<string, GgufValue>,
): Map<string, GgufTensor> {
  const entries: { name: string; dimensions: number[]; typeId: number; offset: number }[] = [];
  for (let i = 0; i < count; i++) {
    const name = readString(cursor);
    const dimensions = readMany(cursor.uint32(), cursor.uint64);
    entries.push({ name, dimensions, typeId: cursor.uint32(), offset: cursor.uint64() });
  }
  const alignment = Number(metadata.get('general.alignment') ?? DEFAULT_ALIGNMENT);
  const start = Math.ceil(cursor.offset / alignment) * alignment;
  return new Map(
    entries.map(({ name, dimensions, typeId, offset }) => {
      const type = ggmlTypeOf(typeId, name);
      const numbers = dimensions.reduce((product, dimension) => product * dimension, 1);
      const from = start + offset;
      const to = from + (numbers / type.blockLength) * type.blockBytes;
      if (to > bytes.byteLength) {
        throw new ConversionError(
          'conversion-truncated',
          `The GGUF file is cut off: tensor ${name} needs bytes up to ${to}, the file has ${bytes.byteLength}.`,
        );
      }
      return [name, { name, dimensions, type, bytes: bytes.subarray(from, to) }];
    }),
  );
}

const readString = (cursor: ByteCursor): string => cursor.text(cursor.uint64());

function readMany<T>(count: number, read: () => T): T[] {
  const values: T[] = [];
  for (let i = 0; i < count; i++) values.push(read());
  return values;
}

/** Readers by GGUF's value type; 8 is a string, 9 an array of one type. */
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
    case 9: {
      const elementType = cursor.uint32();
      return readMany(cursor.uint64(), () => readValue(cursor, elementType));
    }
    case 10:
      return cursor.uint64();
    case 11:
      return cursor.int64();
    case 12:
      return cursor.float64();
    default:
      throw new ConversionError('conversion-not-gguf', `Unknown GGUF metadata type ${type}.`);
  }
}
