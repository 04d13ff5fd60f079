/** A constant of an ONNX model: where its bytes lie in the file. */
export interface Initializer {
  /** Slowest dimension first. */
  readonly shape: readonly number[];
  readonly offset: number;
  readonly bytes: number;
}

/** Field numbers of onnx.proto3. */
const field = { graph: 7, initializer: 5, dims: 1, name: 8, rawData: 9 } as const;
const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

interface Field {
  readonly number: number;
  readonly type: number;
  /** A varint's value; of bytes, their length. */
  readonly value: number;
  /** Where the bytes begin. */
  readonly start: number;
}

/**
 * The initializers of an ONNX model by name; their bytes are not copied. Throws a RangeError where the file is cut off.
 * Source: onnx.proto3, and the encoding of Protocol Buffers.
 */
export function readInitializers(model: Uint8Array): Map<string, Initializer> {
  const found = new Map<string, Initializer>();
  for (const graph of fields(model, 0, model.length)) {
    if (graph.number !== field.graph || graph.type !== wire.bytes) continue;
    for (const tensor of fields(model, graph.start, graph.start + graph.value)) {
      if (tensor.number !== field.initializer) continue;
      const { name, ...initializer } = readTensor(model, tensor);
      found.set(name, initializer);
    }
  }
  return found;
}

/** Takes a model's initializers by name, and knows at the end whether that was the model. */
export class NamedInitializers {
  readonly #all: ReadonlyMap<string, Initializer>;
  readonly #taken = new Set<string>();
  #complete = true;

  constructor(model: Uint8Array) {
    this.#all = readInitializers(model);
  }

  has(name: string): boolean {
    return this.#all.has(name);
  }

  /** Of one that is not there an empty one; then the model is not `whole`. */
  take(name: string): Initializer {
    this.#taken.add(name);
    const found = this.#all.get(name);
    this.#complete &&= found !== undefined;
    return found ?? { shape: [], offset: 0, bytes: 0 };
  }

  /** Whether all that was asked for is there, and nobody has left a part of the model out. */
  get whole(): boolean {
    // The graph's own constants are a few numbers; anything of a layer's size that nobody asked for is a part of the model.
    const forgotten = [...this.#all].some(
      ([name, { bytes }]) => !this.#taken.has(name) && bytes > 64,
    );
    return this.#complete && !forgotten;
  }
}

function readTensor(model: Uint8Array, tensor: Field): Initializer & { name: string } {
  const shape: number[] = [];
  let [name, offset, bytes] = ['', 0, 0];
  for (const part of fields(model, tensor.start, tensor.start + tensor.value)) {
    if (part.number === field.dims) shape.push(...dimensions(model, part));
    if (part.number === field.name) {
      name = new TextDecoder().decode(model.subarray(part.start, part.start + part.value));
    }
    if (part.number === field.rawData) [offset, bytes] = [part.start, part.value];
  }
  return { name, shape, offset, bytes };
}

/** One a field, or packed into one field. */
function dimensions(model: Uint8Array, { type, value, start }: Field): number[] {
  if (type === wire.varint) return [value];
  const all: number[] = [];
  for (let at = start; at < start + value;) {
    const [dimension, next] = varint(model, at);
    all.push(dimension);
    at = next;
  }
  return all;
}

function* fields(model: Uint8Array, from: number, to: number): Iterable<Field> {
  for (let at = from; at < to;) {
    const [key, afterKey] = varint(model, at);
    const [number, type] = [key >> 3, key & 7];
    if (type === wire.fixed32 || type === wire.fixed64) {
      at = afterKey + (type === wire.fixed32 ? 4 : 8);
      continue;
    }
    const [value, start] = varint(model, afterKey);
    at = type === wire.bytes ? start + value : start;
    if (at > to) throw new RangeError('the model is cut off');
    yield { number, type, value, start };
  }
}

/** A base-128 number at `at`, and where the next thing begins. Exact up to 2^53. */
function varint(model: Uint8Array, at: number): [number, number] {
  let value = 0;
  for (let factor = 1; at < model.length; factor *= 128) {
    const byte = model[at++]!;
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at];
  }
  throw new RangeError('the model is cut off');
}
