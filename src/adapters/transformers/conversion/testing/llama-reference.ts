import { type GgufHeader, parseGguf } from '../gguf/gguf-header';
import { type LlamaShape, middleLayer, readLlamaShape } from '../llama/llama-shape';

/** One row a position. */
export interface LlamaStates {
  readonly logits: Float64Array[];
  readonly lastHidden: Float64Array[];
  readonly middleHidden: Float64Array[];
}

/**
 * A plain forward pass in float64, straight from the GGUF the way llama.cpp reads it: q and k stay
 * permuted and neighbours are rotated. So it shares no rearranging code with the converter.
 */
export function llamaReference(bytes: Uint8Array, tokens: readonly number[]): LlamaStates {
  return new LlamaReference(bytes).run(tokens);
}

type Rows = Float64Array[];

/** Llama 3.1 and later. */
const ROPE_FACTORS = 'rope_freqs.weight';

class LlamaReference {
  readonly #bytes: Uint8Array;
  readonly #file: GgufHeader;
  readonly #shape: LlamaShape;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#file = parseGguf(bytes);
    this.#shape = readLlamaShape(this.#file);
  }

  run(tokens: readonly number[]): LlamaStates {
    const { layers, hidden } = this.#shape;
    const embedding = this.#tensor('token_embd.weight');
    let states: Rows = tokens.map((token) =>
      Float64Array.from(embedding.subarray(token * hidden, (token + 1) * hidden)),
    );
    let middleHidden: Rows = [];
    for (let layer = 0; layer < layers; layer++) {
      const attentionIn = this.#norm(states, `blk.${layer}.attn_norm.weight`);
      if (layer === middleLayer(layers)) middleHidden = attentionIn;
      states = add(states, this.#attention(layer, attentionIn));
      const feedForwardIn = this.#norm(states, `blk.${layer}.ffn_norm.weight`);
      states = add(states, this.#feedForward(layer, feedForwardIn));
    }
    const lastHidden = this.#norm(states, 'output_norm.weight');
    const { tied } = this.#shape;
    const logits = this.#linear(lastHidden, tied ? 'token_embd.weight' : 'output.weight');
    return { logits, lastHidden, middleHidden };
  }

  #attention(layer: number, input: Rows): Rows {
    const { heads, keyValueHeads, headLength } = this.#shape;
    const [query, key, value] = ['q', 'k', 'v'].map((part) => this.#project(layer, part, input));
    for (const rows of [query, key]) rows.forEach((row, at) => this.#rotate(row, at));
    const output = input.map(() => new Float64Array(heads * headLength));
    for (let head = 0; head < heads; head++) {
      const from = head * headLength;
      const shared = Math.floor(head / (heads / keyValueHeads)) * headLength;
      for (let at = 0; at < input.length; at++) {
        const scores = Array.from({ length: at + 1 }, (_, past) => {
          let sum = 0;
          for (let i = 0; i < headLength; i++) sum += query[at][from + i] * key[past][shared + i];
          return sum / Math.sqrt(headLength);
        });
        softmax(scores).forEach((weight, past) => {
          for (let i = 0; i < headLength; i++) {
            output[at][from + i] += weight * value[past][shared + i];
          }
        });
      }
    }
    return this.#linear(output, `blk.${layer}.attn_output.weight`);
  }

  /** With Qwen2's biases and Qwen3's norm of every head. */
  #project(layer: number, part: string, input: Rows): Rows {
    const { headLength, architecture } = this.#shape;
    const name = `blk.${layer}.attn_${part}`;
    let rows = this.#linear(input, `${name}.weight`);
    if (this.#file.tensors.has(`${name}.bias`)) {
      const bias = this.#tensor(`${name}.bias`);
      rows = rows.map((row) => row.map((x, i) => x + bias[i]));
    }
    if (architecture.name !== 'qwen3' || part === 'v') return rows;
    return rows.map((row) => {
      const heads = Array.from({ length: row.length / headLength }, (_, head) =>
        row.subarray(head * headLength, (head + 1) * headLength),
      );
      const normed = this.#norm(heads, `${name}_norm.weight`);
      return Float64Array.from(normed.flatMap((head) => [...head]));
    });
  }

  /** llama.cpp rotates neighbours in Llama's layout, the halves of a head in Qwen's. */
  #rotate(row: Float64Array, position: number): void {
    const { headLength, ropeBase, architecture } = this.#shape;
    const neighbours = architecture.name === 'llama';
    const factors = this.#file.tensors.has(ROPE_FACTORS) ? this.#tensor(ROPE_FACTORS) : null;
    for (let pair = 0; pair < row.length / 2; pair++) {
      const within = pair % (headLength / 2);
      const head = ((pair - within) / (headLength / 2)) * headLength;
      const first = head + (neighbours ? 2 * within : within);
      const second = neighbours ? first + 1 : first + headLength / 2;
      const frequency = ropeBase ** ((-2 * within) / headLength) / (factors?.[within] ?? 1);
      const angle = position * frequency;
      const [x, y] = [row[first], row[second]];
      row[first] = x * Math.cos(angle) - y * Math.sin(angle);
      row[second] = x * Math.sin(angle) + y * Math.cos(angle);
    }
  }

  #feedForward(layer: number, input: Rows): Rows {
    const gate = this.#linear(input, `blk.${layer}.ffn_gate.weight`);
    const up = this.#linear(input, `blk.${layer}.ffn_up.weight`);
    const product = gate.map((row, at) => row.map((x, i) => (x / (1 + Math.exp(-x))) * up[at][i]));
    return this.#linear(product, `blk.${layer}.ffn_down.weight`);
  }

  #norm(rows: Rows, name: string): Rows {
    const weight = this.#tensor(name);
    return rows.map((row) => {
      const mean = row.reduce((sum, x) => sum + x * x, 0) / row.length;
      const factor = 1 / Math.sqrt(mean + this.#shape.normEpsilon);
      return row.map((x, i) => x * factor * weight[i]);
    });
  }

  #linear(rows: Rows, name: string): Rows {
    const weight = this.#tensor(name);
    return rows.map((row) => {
      const output = new Float64Array(weight.length / row.length);
      for (let o = 0; o < output.length; o++) {
        for (let i = 0; i < row.length; i++) output[o] += row[i] * weight[o * row.length + i];
      }
      return output;
    });
  }

  #tensor(name: string): Float32Array {
    const tensor = this.#file.tensors.get(name);
    if (!tensor) throw new Error(`no tensor ${name}`);
    const values = new Float32Array(tensor.dimensions.reduce((product, n) => product * n, 1));
    tensor.type.dequantise(this.#bytes, tensor.start, values.length, values);
    return values;
  }
}

const add = (a: Rows, b: Rows): Rows => a.map((row, at) => row.map((x, i) => x + b[at][i]));

/** Probabilities of a row of logits. */
export function softmax(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits);
  const largest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = values.map((x) => Math.exp(x - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((x) => x / sum);
}
