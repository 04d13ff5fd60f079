import * as tf from '@tensorflow/tfjs-core';
import type { TrainingOptions, TrainingSet } from '../../core/ports/trainer';

/**
 * What stays the same over a training, uploaded once: `n` taught states, then `m` anchors, one row each. Columns are
 * `(n + m) x 1`; those for the gradient have the gate multiplied in.
 */
export interface ObjectiveTensors {
  /** phi and a 1 for the bias, `(n + m) x (dimensions + 1)`. */
  readonly features: tf.Tensor2D;
  /** The same, transposed. */
  readonly turned: tf.Tensor2D;
  readonly prior: tf.Tensor2D;
  readonly gate: tf.Tensor2D;
  /** One-hot labels; the frozen policy at anchors. */
  readonly target: tf.Tensor2D;
  readonly right: tf.Tensor2D;
  readonly rightSlope: tf.Tensor2D;
  readonly anchored: tf.Tensor2D;
  readonly anchorSlope: tf.Tensor2D;
  /** Null where nothing was said to be wrong. */
  readonly wrong: tf.Tensor2D | null;
  readonly wrongSlope: tf.Tensor2D | null;
  /** L2 of each row of the head: none on the bias. `(dimensions + 1) x 1`. */
  readonly decay: tf.Tensor2D;
  /** The part of the loss that no head changes: the anchors' own entropy. */
  readonly constant: tf.Scalar;
}

export function objectiveTensors(set: TrainingSet, options: TrainingOptions): ObjectiveTensors {
  const { dimensions, labels, signs, weights, anchors } = set;
  const actions = set.actions.length;
  const taught = labels.length;
  const rows = taught + anchors.gate.length;
  const frozen = frozenPolicy(anchors.prior, actions);
  const anchorScale = options.anchorWeight / Math.max(1, anchors.gate.length);
  const gates = joined(set.gate, anchors.gate);
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const column = (value: (row: number) => number) =>
    tf.tensor2d(
      Float32Array.from({ length: rows }, (_, row) => value(row)),
      [rows, 1],
    );
  const share = (row: number, sign: number) =>
    row < taught && signs[row] === sign ? weights[row] / total : 0;
  const anchored = (row: number) => (row < taught ? 0 : anchorScale);
  const anyWrong = signs.includes(-1);
  const { q, negativeWeight, l2 } = options;
  const entropy = frozen.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0);
  const decay = new Float32Array(dimensions + 1).fill(l2, 0, dimensions);
  const features = tf.tensor2d(withOnes(joined(set.features, anchors.features), rows, dimensions), [
    rows,
    dimensions + 1,
  ]);
  return {
    features,
    turned: tf.transpose(features),
    prior: tf.tensor2d(joined(set.prior, anchors.prior), [rows, actions]),
    gate: tf.tensor2d(gates, [rows, 1]),
    target: tf.tensor2d(joined(oneHot(labels, actions), frozen), [rows, actions]),
    right: column((row) => share(row, 1) / q),
    rightSlope: column((row) => -share(row, 1) * gates[row]),
    anchored: column(anchored),
    anchorSlope: column((row) => -anchored(row) * gates[row]),
    wrong: anyWrong ? column((row) => negativeWeight * share(row, -1)) : null,
    wrongSlope: anyWrong ? column((row) => negativeWeight * share(row, -1) * gates[row]) : null,
    decay: tf.tensor2d(decay, [dimensions + 1, 1]),
    constant: tf.scalar(anchorScale * entropy),
  };
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function withOnes(features: Float32Array, rows: number, dimensions: number): Float32Array {
  const matrix = new Float32Array(rows * (dimensions + 1)).fill(1);
  for (let row = 0; row < rows; row++) {
    const values = features.subarray(row * dimensions, (row + 1) * dimensions);
    matrix.set(values, row * (dimensions + 1));
  }
  return matrix;
}

function oneHot(labels: Int32Array, actions: number): Float32Array {
  const matrix = new Float32Array(labels.length * actions);
  labels.forEach((label, i) => (matrix[i * actions + label] = 1));
  return matrix;
}

/** softmax of the anchors' priors, `anchors x actions`. */
function frozenPolicy(prior: Float32Array, actions: number): Float32Array {
  const probabilities = new Float32Array(prior.length);
  for (let at = 0; at < prior.length; at += actions) {
    const scores = prior.subarray(at, at + actions);
    const top = scores.reduce((max, score) => Math.max(max, score), -Infinity);
    const sum = scores.reduce((total, score) => total + Math.exp(score - top), 0);
    scores.forEach((score, k) => (probabilities[at + k] = Math.exp(score - top) / sum));
  }
  return probabilities;
}
