import { Tensor } from '@huggingface/transformers';

/** A tensor of ONNX Runtime, on the CPU. */
export interface OnnxTensor {
  readonly dims: readonly number[];
  readonly data: unknown;
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

export function floats(values: Float32Array, dims: readonly number[]): OnnxTensor {
  return new Tensor('float32', values, [...dims]).ort_tensor;
}

/** The float32 data of an output. */
export function floatData(tensor: OnnxTensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new TypeError('expected a float32 output');
  return tensor.data;
}
