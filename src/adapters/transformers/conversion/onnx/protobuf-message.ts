import { type ByteSink, eager, type LazyBytes } from './lazy-bytes';

const encoder = new TextEncoder();
const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/**
 * A protobuf message under construction. Its size is known at every moment, and its parts are written
 * one after the other, weights as they are quantised. A general encoder would need each file
 * (135 MB and more) twice in memory.
 * Source: protobuf.dev/programming-guides/encoding.
 */
export class ProtobufMessage implements LazyBytes {
  byteLength = 0;
  readonly #parts: LazyBytes[] = [];

  varint(field: number, value: number): this {
    return this.#append(encodeVarint(field * 8 + VARINT), encodeVarint(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#append(encodeVarint(field * 8 + FIXED32), eager(bytes));
  }

  text(field: number, value: string): this {
    return this.bytes(field, eager(encoder.encode(value)));
  }

  /** Raw bytes or a finished child message: do not add to the child afterwards. */
  bytes(field: number, value: LazyBytes): this {
    const tag = encodeVarint(field * 8 + LENGTH_DELIMITED);
    return this.#append(tag, encodeVarint(value.byteLength), value);
  }

  async write(sink: ByteSink): Promise<void> {
    for (const part of this.#parts) await part.write(sink);
  }

  #append(...parts: LazyBytes[]): this {
    for (const part of parts) {
      this.#parts.push(part);
      this.byteLength += part.byteLength;
    }
    return this;
  }
}

/** Negative numbers take ten bytes: protobuf sign-extends them to 64 bits. */
function encodeVarint(value: number): LazyBytes {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return eager(Uint8Array.from(bytes));
}
