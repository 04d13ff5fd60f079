import type { GgmlType } from '../weights/types/ggml-type';

export type MetadataValue = string | number | boolean | { float: number } | string[] | number[];

/** A tensor to write: dimensions fastest first, `bytes` encoded as `type` says. */
export interface TensorToWrite {
  readonly dimensions: readonly number[];
  readonly type: GgmlType;
  readonly bytes: Uint8Array;
}

const ALIGNMENT = 32;
const encoder = new TextEncoder();

/** A GGUF file, version 3. Whole numbers become uint32, in lists int32, texts strings, `{float}` float32. */
export function writeGguf(
  metadata: Readonly<Record<string, MetadataValue>>,
  tensors: Readonly<Record<string, TensorToWrite>>,
): Uint8Array {
  const header = new ByteList();
  header.uint32(0x46554747).uint32(3);
  header.uint64(Object.keys(tensors).length).uint64(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    header.text(key);
    writeValue(header, value);
  }
  let offset = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    header.text(name).uint32(tensor.dimensions.length);
    for (const dimension of tensor.dimensions) header.uint64(dimension);
    header.uint32(tensor.type.id).uint64(offset);
    offset += align(tensor.bytes.byteLength);
  }
  const start = align(header.length);
  const file = new Uint8Array(start + offset);
  file.set(header.toBytes());
  let at = start;
  for (const tensor of Object.values(tensors)) {
    file.set(tensor.bytes, at);
    at += align(tensor.bytes.byteLength);
  }
  return file;
}

const align = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

function writeValue(list: ByteList, value: MetadataValue): void {
  if (typeof value === 'string') list.uint32(8).text(value);
  else if (typeof value === 'number') list.uint32(4).uint32(value);
  else if (typeof value === 'boolean') list.uint32(7).bytes(Uint8Array.of(value ? 1 : 0));
  else if (!Array.isArray(value)) list.uint32(6).float32(value.float);
  else {
    const isText = typeof value[0] === 'string';
    list
      .uint32(9)
      .uint32(isText ? 8 : 5)
      .uint64(value.length);
    for (const item of value) {
      if (typeof item === 'string') list.text(item);
      else list.uint32(item);
    }
  }
}

class ByteList {
  length = 0;
  readonly #parts: Uint8Array[] = [];

  bytes(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.length += bytes.byteLength;
    return this;
  }

  uint32(value: number): this {
    return this.bytes(new Uint8Array(Uint32Array.of(value).buffer));
  }

  uint64(value: number): this {
    return this.bytes(new Uint8Array(BigUint64Array.of(BigInt(value)).buffer));
  }

  float32(value: number): this {
    return this.bytes(new Uint8Array(Float32Array.of(value).buffer));
  }

  text(text: string): this {
    const bytes = encoder.encode(text);
    return this.uint64(bytes.byteLength).bytes(bytes);
  }

  toBytes(): Uint8Array {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.byteLength;
    }
    return all;
  }
}
