import { NEGATIVE_CEILING } from '../../src/core/learning/parameters';
import type { TrainingOptions, TrainingSet } from '../../src/core/ports/trainer';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/**
 * The limit of what JavaScript can do: the same steps as the trainer's (objective, gradient, Adam) in plain loops over
 * Float32Arrays, written for speed alone. Returns the weights, `actions x dimensions`, then the bias.
 */
export function floatLoop(set: TrainingSet, options: TrainingOptions): Float32Array {
  const actions = set.actions.length;
  const { dimensions } = set;
  const values = new Float32Array(actions * (dimensions + 1));
  const gradient = new Float32Array(values.length);
  const first = new Float32Array(values.length);
  const second = new Float32Array(values.length);
  const row = new Float32Array(actions);
  const frozen = frozenRows(set.anchors.prior, actions);
  const total = set.weights.reduce((sum, weight) => sum + weight, 0);
  for (let step = 1; step <= options.steps; step++) {
    for (let i = 0; i < values.length; i++) {
      gradient[i] = i < actions * dimensions ? options.l2 * values[i]! : 0;
    }
    for (let i = 0; i < set.labels.length; i++) {
      forward(set, i, values, dimensions, options.clip, row);
      const label = set.labels[i]!;
      const slope = taughtSlope(row[label]!, set.signs[i]!, options) * (set.weights[i]! / total);
      for (let a = 0; a < actions; a++) row[a] = slope * ((a === label ? 1 : 0) - row[a]!);
      backward(set, i, values, dimensions, options.clip, row, gradient);
    }
    const scale = options.anchorWeight / Math.max(1, set.anchors.gate.length);
    for (let i = 0; i < set.anchors.gate.length; i++) {
      forward(set.anchors, i, values, dimensions, options.clip, row);
      for (let a = 0; a < actions; a++) row[a] = scale * (row[a]! - frozen[i * actions + a]!);
      backward(set.anchors, i, values, dimensions, options.clip, row, gradient);
    }
    adam(values, gradient, first, second, options.learningRate, step);
  }
  return values;
}

type States = Pick<TrainingSet, 'features' | 'prior' | 'gate'>;

/** Raw scores of the forward pass, kept for the backward one. */
let raw = new Float32Array(0);

/** Probabilities of one state into `row`. */
function forward(
  { features, prior, gate }: States,
  index: number,
  values: Float32Array,
  dimensions: number,
  clip: number,
  row: Float32Array,
): void {
  const actions = row.length;
  if (raw.length !== actions) raw = new Float32Array(actions);
  const at = index * dimensions;
  let top = -Infinity;
  for (let a = 0; a < actions; a++) {
    const from = a * dimensions;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0; k < dimensions; k += 4) {
      s0 += features[at + k]! * values[from + k]!;
      s1 += features[at + k + 1]! * values[from + k + 1]!;
      s2 += features[at + k + 2]! * values[from + k + 2]!;
      s3 += features[at + k + 3]! * values[from + k + 3]!;
    }
    raw[a] = gate[index]! * (s0 + s1 + s2 + s3 + values[actions * dimensions + a]!);
    row[a] = prior[index * actions + a]! + Math.min(clip, Math.max(-clip, raw[a]!));
    if (row[a]! > top) top = row[a]!;
  }
  let sum = 0;
  for (let a = 0; a < actions; a++) sum += row[a] = Math.exp(row[a]! - top);
  for (let a = 0; a < actions; a++) row[a]! /= sum;
}

/** Adds one state's part to the gradient; `toScores` is how its loss changes with its scores. */
function backward(
  { features, gate }: States,
  index: number,
  values: Float32Array,
  dimensions: number,
  clip: number,
  toScores: Float32Array,
  gradient: Float32Array,
): void {
  const at = index * dimensions;
  const actions = toScores.length;
  for (let a = 0; a < actions; a++) {
    if (Math.abs(raw[a]!) > clip) continue;
    const slope = gate[index]! * toScores[a]!;
    const from = a * dimensions;
    for (let k = 0; k < dimensions; k++) gradient[from + k]! += slope * features[at + k]!;
    gradient[values.length - actions + a]! += slope;
  }
}

function taughtSlope(p: number, sign: number, { q, negativeWeight }: TrainingOptions): number {
  if (sign > 0) return -(p ** q);
  return p <= NEGATIVE_CEILING ? (negativeWeight * p) / (1 - p) : 0;
}

function adam(
  values: Float32Array,
  gradient: Float32Array,
  first: Float32Array,
  second: Float32Array,
  learningRate: number,
  step: number,
): void {
  const correction = Math.sqrt(1 - BETA2 ** step);
  const rate = (learningRate * correction) / (1 - BETA1 ** step);
  for (let i = 0; i < values.length; i++) {
    const slope = gradient[i]!;
    first[i] = BETA1 * first[i]! + (1 - BETA1) * slope;
    second[i] = BETA2 * second[i]! + (1 - BETA2) * slope * slope;
    values[i]! -= (rate * first[i]!) / (Math.sqrt(second[i]!) + EPSILON * correction);
  }
}

/** softmax of each row. */
function frozenRows(prior: Float32Array, actions: number): Float32Array {
  const rows = prior.map((score) => Math.exp(score));
  for (let at = 0; at < rows.length; at += actions) {
    let sum = 0;
    for (let a = 0; a < actions; a++) sum += rows[at + a]!;
    for (let a = 0; a < actions; a++) rows[at + a]! /= sum;
  }
  return rows;
}
