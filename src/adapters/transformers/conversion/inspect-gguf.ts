import type { ModelFamily } from '../../../core/models/model-entry';
import type { ByteSource } from './byte-source';
import { ConversionError } from './conversion-error';
import { type GgufFile, readGguf } from './gguf/gguf-file';
import { GgufMetadata } from './gguf/gguf-metadata';
import { llamaFiles } from './llama/convert-llama';
import type { LlamaPrecision } from './llama/llama-graph';
import { type LlamaShape, readLlamaShape } from './llama/llama-shape';
import { familyOf } from './model-family';

/** A protobuf message, and so an ONNX file, holds no more. */
const LARGEST_GRAPH = 2 ** 31 - 1;
/** What is promised, and what a download in a browser may be. */
const LARGEST_FILE = 2 ** 31;

/** What a GGUF is, from its header alone. */
export interface GgufInspection {
  /** To be given to `llamaFiles`. */
  readonly file: GgufFile;
  readonly fileBytes: number;
  /** What the file calls itself, if it does. */
  readonly name: string | undefined;
  /** As the file names it: `apache-2.0`. */
  readonly licence: string | undefined;
  readonly family: ModelFamily;
  readonly shape: LlamaShape;
  /** Weights, the embedding included. */
  readonly parameters: number;
  /** Tensors by storage type: `{ Q4_K: 169, F32: 61 }`. */
  readonly tensorTypes: Readonly<Record<string, number>>;
  /** Bytes of all files it would become; null where it can't be written. */
  readonly convertedBytes: Readonly<Record<LlamaPrecision, number | null>>;
}

/**
 * Reads a GGUF's header (some megabytes; `source` may fetch them) and refuses, by name, what can't be converted.
 * @throws ConversionError naming what is wrong or not supported
 */
export async function inspectGguf(source: ByteSource): Promise<GgufInspection> {
  if (source.size > LARGEST_FILE) {
    throw new ConversionError(
      'conversion-too-large',
      `The file has ${gigabytes(source.size)} GB; up to ${gigabytes(LARGEST_FILE)} GB can be opened.`,
    );
  }
  const file = await readGguf(source);
  const metadata = new GgufMetadata(file);
  const shape = readLlamaShape(file);
  const convertedBytes = { int8: bytesAs(file, 'int8'), q4: bytesAs(file, 'q4') };
  if (convertedBytes.int8 === null && convertedBytes.q4 === null) {
    throw new ConversionError(
      'conversion-too-large',
      `Converted, the model would have more than ${gigabytes(LARGEST_GRAPH)} GB, which no ONNX file holds.`,
    );
  }
  const tensors = [...file.tensors.values()];
  const tensorTypes: Record<string, number> = {};
  for (const { type } of tensors) tensorTypes[type.name] = (tensorTypes[type.name] ?? 0) + 1;
  return {
    file,
    fileBytes: source.size,
    name: metadata.optionalText('general.name'),
    licence: metadata.optionalText('general.license'),
    family: familyOf(metadata),
    shape,
    parameters: tensors.reduce(
      (sum, { dimensions }) => sum + dimensions.reduce((product, size) => product * size, 1),
      0,
    ),
    tensorTypes,
    convertedBytes,
  };
}

/** Null when the result would be too large. Other reasons for which it can't be written are thrown. */
function bytesAs(file: GgufFile, precision: LlamaPrecision): number | null {
  const sizes = Object.values(llamaFiles(file, { precision })).map(({ byteLength }) => byteLength);
  const largest = Math.max(...sizes);
  return largest > LARGEST_GRAPH ? null : sizes.reduce((sum, size) => sum + size, 0);
}

const gigabytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
