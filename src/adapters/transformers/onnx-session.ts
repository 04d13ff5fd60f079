import { Tensor } from '@huggingface/transformers';
import { halfTable } from './conversion/weights/half-float';

/** A tensor of ONNX Runtime. */
export interface OnnxTensor {
  readonly dims: readonly number[];
  readonly data: unknown;
  readonly type?: string;
  /** `gpu-buffer` when its numbers are on the graphics card, where `data` throws. */
  readonly location?: string;
  getData?(): Promise<unknown>;
  dispose?(): void;
}

/** What a model says of an input or output: sizes, or names of sizes that are known when it runs. */
export interface OnnxValueInfo {
  readonly name: string;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

/**
 * The part of an ONNX Runtime session that we call directly. transformers.js wraps every output in a tensor class
 * of its own and fetches all of them; naming the outputs leaves the hidden states where they are.
 */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(
    inputs: Readonly<Record<string, OnnxTensor>>,
    outputs: readonly string[],
  ): Promise<Record<string, OnnxTensor>>;
}

/** The session of a model that transformers.js has loaded. */
export function sessionOf(model: { sessions: Record<string, unknown> }): OnnxSession {
  const session = model.sessions['model'];
  if (!session) throw new TypeError('the model has no session');
  return session as OnnxSession;
}

/** An int64 tensor; no dimensions make a scalar. */
export function integers(values: ArrayLike<number>, dims: readonly number[]): OnnxTensor {
  return new Tensor('int64', BigInt64Array.from(Array.from(values), BigInt), [...dims]).ort_tensor;
}

/** A tensor of the numbers that `bytes` are; they begin at a multiple of 4 in their buffer. */
export function numbers(
  type: 'float32' | 'float16',
  bytes: Uint8Array,
  dims: readonly number[],
): OnnxTensor {
  const { buffer, byteOffset, length } = bytes;
  const data =
    type === 'float16'
      ? new Uint16Array(buffer, byteOffset, length / 2)
      : new Float32Array(buffer, byteOffset, length / 4);
  return new Tensor(type, data, [...dims]).ort_tensor;
}

/** The bytes of a tensor's numbers, fetched from the graphics card where they are there. */
export async function tensorBytes(tensor: OnnxTensor | undefined): Promise<Uint8Array> {
  const onCard = tensor?.location === 'gpu-buffer' && tensor.getData;
  const data = onCard ? await tensor.getData!() : tensor?.data;
  if (!ArrayBuffer.isView(data)) throw new TypeError('expected a tensor of numbers');
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** The numbers of an output in 16 or 32 bits, wherever it is; it is of no more use then. */
export async function takeFloats(tensor: OnnxTensor | undefined): Promise<Float32Array> {
  const bytes = await tensorBytes(tensor);
  if (tensor?.location === 'gpu-buffer') tensor.dispose?.();
  const { buffer, byteOffset, length } = bytes;
  if (tensor?.type !== 'float16') return new Float32Array(buffer, byteOffset, length / 4);
  const table = halfTable();
  return Float32Array.from(new Uint16Array(buffer, byteOffset, length / 2), (bits) => table[bits]!);
}
