import type { BertSource } from '../bert/convert-bert';
import { readBertShape, wordLayer } from '../bert/bert-shape';
import { readSafetensors } from '../safetensors';
import { softmax } from './llama-reference';

type Rows = Float64Array[];

/** A plain forward pass of one sequence in float64; a row a token. */
export function bertReference(
  source: BertSource,
  tokens: readonly number[],
): { lastHidden: Rows; wordStates: Rows } {
  const tensors = readSafetensors(source.safetensors);
  const config: unknown = JSON.parse(new TextDecoder().decode(source.config));
  const shape = readBertShape(config as Record<string, unknown>);
  const read = new Map<string, Float32Array>();
  const values = (name: string): Float32Array => {
    const known = read.get(name);
    if (known) return known;
    const tensor = tensors.get(name);
    if (!tensor) throw new Error(`no tensor ${name}`);
    const numbers = new Float32Array(tensor.shape.reduce((product, n) => product * n, 1));
    tensor.type.dequantise(tensor.bytes, 0, numbers.length, numbers);
    read.set(name, numbers);
    return numbers;
  };
  const norm = (rows: Rows, name: string): Rows => {
    const [weight, bias] = [values(`${name}.weight`), values(`${name}.bias`)];
    return rows.map((row) => normalise(row, weight, bias, shape.normEpsilon));
  };
  const linear = (rows: Rows, name: string): Rows => {
    const [weight, bias] = [values(`${name}.weight`), values(`${name}.bias`)];
    return rows.map((row) => product(row, weight, bias));
  };
  const table = (name: string, row: number): Float32Array =>
    values(`embeddings.${name}.weight`).subarray(row * shape.hidden, (row + 1) * shape.hidden);
  const embedded = tokens.map((token, at) =>
    Float64Array.from(
      table('word_embeddings', token),
      (x, i) => x + table('position_embeddings', at)[i] + table('token_type_embeddings', 0)[i],
    ),
  );
  let states = norm(embedded, 'embeddings.LayerNorm');
  let wordStates: Rows = [];
  for (let layer = 0; layer < shape.layers; layer++) {
    const name = `encoder.layer.${layer}`;
    const parts = ['query', 'key', 'value'].map((part) =>
      linear(states, `${name}.attention.self.${part}`),
    );
    const attended = linear(attend(parts, shape.heads), `${name}.attention.output.dense`);
    states = norm(add(attended, states), `${name}.attention.output.LayerNorm`);
    const wide = linear(states, `${name}.intermediate.dense`).map((row) => row.map(gelu));
    states = norm(add(linear(wide, `${name}.output.dense`), states), `${name}.output.LayerNorm`);
    if (layer + 1 === wordLayer(shape.layers)) wordStates = states;
  }
  return { lastHidden: states, wordStates };
}

function attend([query, key, value]: Rows[], heads: number): Rows {
  const width = query[0].length / heads;
  return query.map((row) => {
    const output = new Float64Array(row.length);
    for (let from = 0; from < row.length; from += width) {
      const scores = key.map((other) => {
        let sum = 0;
        for (let i = from; i < from + width; i++) sum += row[i] * other[i];
        return sum / Math.sqrt(width);
      });
      softmax(scores).forEach((weight, at) => {
        for (let i = from; i < from + width; i++) output[i] += weight * value[at][i];
      });
    }
    return output;
  });
}

function normalise(row: Float64Array, weight: Float32Array, bias: Float32Array, epsilon: number) {
  const mean = row.reduce((sum, x) => sum + x, 0) / row.length;
  const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length;
  return row.map((x, i) => ((x - mean) / Math.sqrt(variance + epsilon)) * weight[i] + bias[i]);
}

function product(row: Float64Array, weight: Float32Array, bias: Float32Array): Float64Array {
  return Float64Array.from(bias, (start, o) =>
    row.reduce((sum, x, i) => sum + x * weight[o * row.length + i], start),
  );
}

const add = (a: Rows, b: Rows): Rows => a.map((row, at) => row.map((x, i) => x + b[at][i]));

const gelu = (x: number): number => (x * (1 + errorFunction(x / Math.SQRT2))) / 2;

/** Abramowitz and Stegun 7.1.26; error below 1.5e-7. */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}
