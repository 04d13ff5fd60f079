import { numberBytes } from './decoder';
import type { KeyValueShape } from './decoder';
import { numbers, tensorBytes } from './onnx-session';
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

export function emptyState(shape: KeyValueShape): KeyValueState {
  const empty = (): OnnxTensor => tensorOf(new Uint8Array(0), 0, shape);
  return { length: 0, tensors: Object.fromEntries(shape.inputs.map((name) => [name, empty()])) };
}

/** The first `length` tokens of a state: copies 46 kB a token for SmolLM2. */
export async function firstTokens(
  state: KeyValueState,
  length: number,
  shape: KeyValueShape,
): Promise<KeyValueState> {
  const width = shape.headLength * numberBytes(shape);
  const tensors: Record<string, OnnxTensor> = {};
  for (const name of shape.inputs) {
    const from = await tensorBytes(state.tensors[name]);
    const to = new Uint8Array(shape.heads * length * width);
    for (let head = 0; head < shape.heads; head++) {
      const start = head * state.length * width;
      to.set(from.subarray(start, start + length * width), head * length * width);
    }
    tensors[name] = tensorOf(to, length, shape);
  }
  return { length, tensors };
}

/** The state as bytes: the tensors' data, in the order of the inputs. */
export async function stateBytes(
  state: KeyValueState,
  { inputs }: KeyValueShape,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const name of inputs) parts.push(await tensorBytes(state.tensors[name]));
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The state of `length` tokens that `stateBytes` gave; null when the bytes are not as many as it has. */
export function stateFromBytes(
  bytes: Uint8Array,
  length: number,
  shape: KeyValueShape,
): KeyValueState | null {
  const { inputs, heads, headLength } = shape;
  const size = heads * length * headLength * numberBytes(shape);
  if (bytes.length !== size * inputs.length) return null;
  // Copies are aligned, whatever the bytes are a view of.
  const tensors = inputs.map((name, i) => {
    return [name, tensorOf(bytes.slice(i * size, (i + 1) * size), length, shape)] as const;
  });
  return { length, tensors: Object.fromEntries(tensors) };
}

/** Frees what a state holds on the graphics card. */
export function releaseState({ tensors }: KeyValueState): void {
  for (const tensor of Object.values(tensors))
    if (tensor.location === 'gpu-buffer') tensor.dispose?.();
}

function tensorOf(bytes: Uint8Array, length: number, shape: KeyValueShape): OnnxTensor {
  return numbers(shape.type ?? 'float32', bytes, [1, shape.heads, length, shape.headLength]);
}
