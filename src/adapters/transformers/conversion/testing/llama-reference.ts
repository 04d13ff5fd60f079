import { type GgufFile, readGguf } from '../gguf/gguf-file';
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
  return new LlamaReference(readGguf(bytes)).run(tokens);
}

type Rows = Float64Array[];

class LlamaReference {
  readonly #file: GgufFile;
  readonly #shape: LlamaShape;

  constructor(file: GgufFile) {
    this.#file = file;
    this.#shape = readLlamaShape(file);
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
    const query = this.#linear(input, `blk.${layer}.attn_q.weight`);
    const key = this.#linear(input, `blk.${layer}.attn_k.weight`);
    const value = this.#linear(input, `blk.${layer}.attn_v.weight`);
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

  #rotate(row: Float64Array, position: number): void {
    const { headLength, ropeBase } = this.#shape;
    for (let i = 0; i < row.length; i += 2) {
      const angle = position * ropeBase ** (-(i % headLength) / headLength);
      const [x, y] = [row[i], row[i + 1]];
      row[i] = x * Math.cos(angle) - y * Math.sin(angle);
      row[i + 1] = x * Math.sin(angle) + y * Math.cos(angle);
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
    tensor.type.dequantise(tensor.bytes, 0, values.length, values);
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
