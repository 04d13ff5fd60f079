import { ApprenticeError } from '../../src/core/errors/apprentice-error';
import { zeroHead } from '../../src/core/learning/head';
import { NEGATIVE_CEILING } from '../../src/core/learning/parameters';
import { dot } from '../../src/core/learning/vector';
import type { Trainer, TrainingOptions, TrainingSet } from '../../src/core/ports/trainer';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/**
 * The trainer's objective in single precision loops without allocation, so that a thousand trainings fit into a
 * benchmark on one core. Same objective and optimiser as the app's; a test holds it to the reference trainer.
 */
export const quickTrainer: Trainer = {
  backend: 'loops',
  fit(set, start, options, onProgress) {
    const head = zeroHead(set.actions, set.dimensions);
    if (start) {
      head.weights.set(start.weights);
      head.bias.set(start.bias);
    }
    const slope = { weights: head.weights.slice(), bias: head.bias.slice() };
    const moments = [head.weights, head.bias].map((values) => [
      new Float32Array(values.length),
      new Float32Array(values.length),
    ]) as [Float32Array, Float32Array][];
    const row = new Row(set.actions.length);
    for (let step = 1; step <= options.steps; step++) {
      slope.bias.fill(0);
      for (let i = 0; i < slope.weights.length; i++) {
        slope.weights[i] = options.l2 * head.weights[i]!;
      }
      const loss = taught(set, head, slope, options, row) + held(set, head, slope, options, row);
      if (!Number.isFinite(loss)) {
        return Promise.reject(new ApprenticeError('not-finite', 'Training failed.'));
      }
      adam(head.weights, slope.weights, moments[0]!, step, options.learningRate);
      adam(head.bias, slope.bias, moments[1]!, step, options.learningRate);
      onProgress({ step, steps: options.steps, loss });
    }
    return Promise.resolve(head);
  },
};

interface Values {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Room for the numbers of one state. */
class Row {
  readonly raw: Float64Array;
  readonly tried: Float64Array;
  readonly frozen: Float64Array;

  constructor(actions: number) {
    this.raw = new Float64Array(actions);
    this.tried = new Float64Array(actions);
    this.frozen = new Float64Array(actions);
  }
}

type States = TrainingSet['anchors'];

function taught(set: TrainingSet, head: Values, slope: Values, options: TrainingOptions, row: Row) {
  const total = set.weights.reduce((sum, weight) => sum + weight, 0);
  let loss = 0;
  for (let i = 0; i < set.weights.length; i++) {
    forward(set, i, head, options.clip, row);
    const label = set.labels[i]!;
    const p = row.tried[label]!;
    const scale = set.weights[i]! / total;
    let gradient: number;
    if (set.signs[i]! > 0) {
      gradient = -(p ** options.q);
      loss += (scale * (1 - p ** options.q)) / options.q;
    } else {
      const open = p <= NEGATIVE_CEILING;
      gradient = open ? (options.negativeWeight * p) / (1 - p) : 0;
      loss -= scale * options.negativeWeight * Math.log(1 - Math.min(p, NEGATIVE_CEILING));
    }
    for (let a = 0; a < row.tried.length; a++) {
      row.frozen[a] = scale * gradient * (Number(a === label) - row.tried[a]!);
    }
    backward(set, i, row, options.clip, slope);
  }
  return loss;
}

function held(set: TrainingSet, head: Values, slope: Values, options: TrainingOptions, row: Row) {
  const states = set.anchors;
  const scale = options.anchorWeight / Math.max(1, states.gate.length);
  let loss = 0;
  for (let i = 0; i < states.gate.length; i++) {
    forward(states, i, head, options.clip, row);
    for (let a = 0; a < row.tried.length; a++) {
      const [p, q] = [row.frozen[a]!, row.tried[a]!];
      if (p > 0) loss += scale * p * Math.log(p / Math.max(q, 1e-12));
      row.frozen[a] = scale * (q - p);
    }
    backward(states, i, row, options.clip, slope);
  }
  return loss;
}

/** Probabilities with and without the head. */
function forward(
  { features, prior, gate }: States,
  i: number,
  head: Values,
  clip: number,
  row: Row,
) {
  const actions = row.raw.length;
  const width = head.weights.length / actions;
  const phi = features.subarray(i * width, (i + 1) * width);
  for (let a = 0; a < actions; a++) {
    const raw = gate[i]! * (head.bias[a]! + dot(phi, head.weights, a * width));
    const score = prior[i * actions + a]!;
    row.raw[a] = raw;
    row.frozen[a] = score;
    row.tried[a] = score + Math.min(clip, Math.max(-clip, raw));
  }
  normalise(row.frozen);
  normalise(row.tried);
}

function normalise(scores: Float64Array): void {
  let top = -Infinity;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let a = 0; a < scores.length; a++) sum += scores[a] = Math.exp(scores[a]! - top);
  for (let a = 0; a < scores.length; a++) scores[a]! /= sum;
}

/** Adds one state's part of the gradient; `row.frozen` holds the slopes of its scores. */
function backward({ features, gate }: States, i: number, row: Row, clip: number, slope: Values) {
  const actions = row.raw.length;
  const width = slope.weights.length / actions;
  for (let a = 0; a < actions; a++) {
    const steep = gate[i]! * row.frozen[a]!;
    if (Math.abs(row.raw[a]!) > clip || Math.abs(steep) < 1e-9) continue;
    slope.bias[a]! += steep;
    for (let k = 0, from = i * width, to = a * width; k < width; k++) {
      slope.weights[to + k]! += steep * features[from + k]!;
    }
  }
}

function adam(
  values: Float32Array,
  slope: Float32Array,
  [first, second]: readonly [Float32Array, Float32Array],
  step: number,
  rate: number,
): void {
  const [warm, spread] = [1 - BETA1 ** step, 1 - BETA2 ** step];
  for (let i = 0; i < values.length; i++) {
    const g = slope[i]!;
    first[i] = BETA1 * first[i]! + (1 - BETA1) * g;
    second[i] = BETA2 * second[i]! + (1 - BETA2) * g * g;
    values[i]! -= (rate * (first[i]! / warm)) / (Math.sqrt(second[i]! / spread) + EPSILON);
  }
}
