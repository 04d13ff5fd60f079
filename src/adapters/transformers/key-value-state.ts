import { floatData, floats } from './onnx-session';
import type { OnnxTensor } from './onnx-session';

/**
 * The key/value cache after `length` tokens: two tensors a layer, `1 x heads x length x head length`. It never
 * changes: a pass makes a new one, so that a state is kept by holding on to it.
 */
export interface KeyValueState {
  readonly length: number;
  /** By the name of the model's input, `past_key_values.0.key`. */
  readonly tensors: Readonly<Record<string, OnnxTensor>>;
}

export interface KeyValueShape {
  /** Names of the inputs that take the cache. */
  readonly inputs: readonly string[];
  readonly heads: number;
  readonly headLength: number;
}

export function emptyState({ inputs, heads, headLength }: KeyValueShape): KeyValueState {
  const empty = (): OnnxTensor => floats(new Float32Array(0), [1, heads, 0, headLength]);
  return { length: 0, tensors: Object.fromEntries(inputs.map((name) => [name, empty()])) };
}

/** The first `length` tokens of a state: copies 46 kB a token for SmolLM2. */
export function firstTokens(
  state: KeyValueState,
  length: number,
  shape: KeyValueShape,
): KeyValueState {
  const { heads, headLength } = shape;
  const shorten = (tensor: OnnxTensor): OnnxTensor => {
    const from = floatData(tensor);
    const to = new Float32Array(heads * length * headLength);
    for (let head = 0; head < heads; head++) {
      const start = head * state.length * headLength;
      to.set(from.subarray(start, start + length * headLength), head * length * headLength);
    }
    return floats(to, [1, heads, length, headLength]);
  };
  const tensors = Object.entries(state.tensors).map(
    ([name, tensor]) => [name, shorten(tensor)] as const,
  );
  return { length, tensors: Object.fromEntries(tensors) };
}
