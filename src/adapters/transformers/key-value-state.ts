import type { KeyValueShape } from './decoder';
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

/** The state as bytes: the tensors' float32 data, in the order of the inputs. */
export function stateBytes(state: KeyValueState, { inputs }: KeyValueShape): Uint8Array {
  const parts = inputs.map((name) => floatData(state.tensors[name]));
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(all.buffer);
}

/** The state of `length` tokens that `stateBytes` gave; null when the bytes are not as many as it has. */
export function stateFromBytes(
  bytes: Uint8Array,
  length: number,
  { inputs, heads, headLength }: KeyValueShape,
): KeyValueState | null {
  const size = heads * length * headLength;
  if (bytes.length !== 4 * size * inputs.length) return null;
  // A copy is aligned, whatever the bytes are a view of, and one buffer serves all tensors.
  const all = new Float32Array(bytes.slice().buffer);
  const tensors = inputs.map((name, i) => {
    const data = all.subarray(i * size, (i + 1) * size);
    return [name, floats(data, [1, heads, length, headLength])] as const;
  });
  return { length, tensors: Object.fromEntries(tensors) };
}
