import { ConversionError } from './conversion-error';

const decoder = new TextDecoder();

/** Reads little-endian values from a byte array, front to back; refuses to read past its end. */
export class ByteCursor {
  offset = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint8 = (): number => this.#view.getUint8(this.#take(1));
  int8 = (): number => this.#view.getInt8(this.#take(1));
  uint16 = (): number => this.#view.getUint16(this.#take(2), true);
  int16 = (): number => this.#view.getInt16(this.#take(2), true);
  uint32 = (): number => this.#view.getUint32(this.#take(4), true);
  int32 = (): number => this.#view.getInt32(this.#take(4), true);
  float32 = (): number => this.#view.getFloat32(this.#take(4), true);
  float64 = (): number => this.#view.getFloat64(this.#take(8), true);

  /** A 64-bit count or offset. Values beyond 2^53 lose precision, and no real file holds one. */
  uint64 = (): number => Number(this.#view.getBigUint64(this.#take(8), true));
  int64 = (): number => Number(this.#view.getBigInt64(this.#take(8), true));

  /** UTF-8 text of `length` bytes. */
  text(length: number): string {
    const start = this.#take(length);
    return decoder.decode(this.#bytes.subarray(start, start + length));
  }

  #take(length: number): number {
    const start = this.offset;
    if (length < 0 || start + length > this.#bytes.byteLength) {
      throw new ConversionError(
        'conversion-truncated',
        `The model file ends at byte ${this.#bytes.byteLength}, in the middle of a value at byte ${start}.`,
      );
    }
    this.offset = start + length;
    return start;
  }
}
