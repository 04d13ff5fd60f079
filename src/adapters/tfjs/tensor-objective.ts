import * as tf from '@tensorflow/tfjs-core';
import type { TrainingOptions, TrainingSet } from '../../core/ports/trainer';
import { NEGATIVE_CEILING } from '../../core/learning/parameters';

/** A head as trainable tensors: B, `actions x dimensions`, and c, `actions`. */
export interface Variables {
  readonly weights: tf.Variable;
  readonly bias: tf.Variable;
}

type States = Pick<TrainingSet, 'features' | 'prior' | 'gate'>;

interface StateTensors {
  readonly features: tf.Tensor2D;
  readonly prior: tf.Tensor2D;
  readonly gate: tf.Tensor2D;
}

/** Tensors on the current backend; the caller disposes of them. */
export interface GradientTensors {
  readonly loss: tf.Scalar;
  readonly weights: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

/** How much a loss over some states changes with their scores, `states x actions`. */
interface Judgement {
  readonly loss: tf.Scalar;
  readonly toScores: tf.Tensor2D;
}

/**
 * The objective (LEARNING.md, "Objective") and its gradient on the current backend, ready to be evaluated many
 * times. The gradient is written out, two products a step: automatic differentiation would bring every gradient of
 * the library along and take twice as many operations.
 */
export class TensorObjective {
  readonly #options: TrainingOptions;
  readonly #taught: StateTensors;
  readonly #anchors: StateTensors;
  readonly #frozen: tf.Tensor2D;
  readonly #frozenEntropy: number;
  readonly #labels: tf.Tensor2D;
  readonly #right: tf.Tensor2D;
  readonly #wrong: tf.Tensor2D;

  constructor(set: TrainingSet, options: TrainingOptions) {
    const { dimensions, labels, signs, weights, anchors } = set;
    const actions = set.actions.length;
    this.#options = options;
    this.#taught = stateTensors(set, dimensions, actions);
    this.#anchors = stateTensors(anchors, dimensions, actions);
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    const share = (sign: number) =>
      tf.tensor2d(
        weights.map((weight, i) => (signs[i] === sign ? weight / total : 0)),
        [labels.length, 1],
      );
    this.#right = share(1);
    this.#wrong = share(-1);
    this.#labels = tf.tensor2d(oneHot(labels, actions), [labels.length, actions]);
    const frozen = frozenPolicy(anchors, actions);
    this.#frozen = tf.tensor2d(frozen, [anchors.gate.length, actions]);
    this.#frozenEntropy = frozen.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0);
  }

  gradient(variables: Variables): GradientTensors {
    return tf.tidy(() => {
      const parts = [this.#decay(variables)];
      if (this.#labels.shape[0] > 0) {
        parts.push(this.#through(this.#taught, variables, (scores) => this.#judge(scores)));
      }
      if (this.#frozen.shape[0] > 0) {
        parts.push(this.#through(this.#anchors, variables, (scores) => this.#hold(scores)));
      }
      return {
        loss: tf.addN(parts.map(({ loss }) => loss)),
        weights: tf.addN(parts.map(({ weights }) => weights)),
        bias: tf.addN(parts.map(({ bias }) => bias)),
      };
    });
  }

  dispose(): void {
    const { features, prior, gate } = this.#taught;
    tf.dispose([features, prior, gate, this.#labels, this.#right, this.#wrong]);
    tf.dispose([this.#anchors.features, this.#anchors.prior, this.#anchors.gate, this.#frozen]);
  }

  /** Generalised cross entropy (1 - p^q) / q for right actions, -weight log(1 - p) for wrong ones. */
  #judge(scores: tf.Tensor2D): Judgement {
    const { q, negativeWeight } = this.#options;
    const probabilities = tf.softmax(scores);
    const p = tf.sum<tf.Tensor2D>(tf.mul(probabilities, this.#labels), 1, true);
    const power = tf.pow(p, q);
    const bounded = tf.minimum(p, NEGATIVE_CEILING);
    const below = tf.cast(tf.lessEqual(p, NEGATIVE_CEILING), 'float32');
    const right = tf.div(tf.sub(1, power), q);
    const wrong = tf.mul(tf.log(tf.sub(1, bounded)), -negativeWeight);
    const wrongSlope = tf.mul(tf.div(bounded, tf.sub(1, bounded)), tf.mul(below, negativeWeight));
    const slope = tf.sub(tf.mul(wrongSlope, this.#wrong), tf.mul(power, this.#right));
    return {
      loss: tf.sum(tf.add(tf.mul(right, this.#right), tf.mul(wrong, this.#wrong))),
      toScores: tf.mul(tf.sub(this.#labels, probabilities), slope),
    };
  }

  /** Mean divergence of the policy from the frozen one. */
  #hold(scores: tf.Tensor2D): Judgement {
    const scale = this.#options.anchorWeight / this.#frozen.shape[0];
    const logs = tf.logSoftmax(scores);
    const cross = tf.sum(tf.mul(logs, this.#frozen));
    return {
      loss: tf.mul(tf.sub(this.#frozenEntropy, cross), scale),
      toScores: tf.mul(tf.sub(tf.exp(logs), this.#frozen), scale),
    };
  }

  #decay({ weights, bias }: Variables): GradientTensors {
    const { l2 } = this.#options;
    return {
      loss: tf.mul(tf.sum(tf.square(weights)), l2 / 2),
      weights: tf.mul(weights as tf.Tensor2D, l2),
      bias: tf.zerosLike(bias as tf.Tensor1D),
    };
  }

  /** Scores prior + clip(g (B phi + c), ±clip), and what their judge says carried back to B and c. */
  #through(
    { features, prior, gate }: StateTensors,
    { weights, bias }: Variables,
    judge: (scores: tf.Tensor2D) => Judgement,
  ): GradientTensors {
    const { clip } = this.#options;
    const product = tf.matMul(features, weights as tf.Tensor2D, false, true);
    const raw = tf.mul(tf.add(product, bias), gate);
    const inside = tf.cast(tf.lessEqual(tf.abs(raw), clip), 'float32');
    const scores = tf.add<tf.Tensor2D>(prior, tf.clipByValue(raw, -clip, clip));
    const { loss, toScores } = judge(scores);
    const toRaw = tf.mul<tf.Tensor2D>(toScores, tf.mul(inside, gate));
    return {
      loss,
      weights: tf.matMul(toRaw, features, true, false),
      bias: tf.sum(toRaw, 0),
    };
  }
}

function stateTensors(states: States, dimensions: number, actions: number): StateTensors {
  const count = states.gate.length;
  return {
    features: tf.tensor2d(states.features, [count, dimensions]),
    prior: tf.tensor2d(states.prior, [count, actions]),
    gate: tf.tensor2d(states.gate, [count, 1]),
  };
}

function oneHot(labels: Int32Array, actions: number): Float32Array {
  const matrix = new Float32Array(labels.length * actions);
  labels.forEach((label, i) => (matrix[i * actions + label] = 1));
  return matrix;
}

/** softmax of the anchors' priors, `anchors x actions`. */
function frozenPolicy({ prior }: States, actions: number): Float32Array {
  const probabilities = new Float32Array(prior.length);
  for (let at = 0; at < prior.length; at += actions) {
    const scores = prior.subarray(at, at + actions);
    const top = scores.reduce((max, score) => Math.max(max, score), -Infinity);
    const sum = scores.reduce((total, score) => total + Math.exp(score - top), 0);
    scores.forEach((score, k) => (probabilities[at + k] = Math.exp(score - top) / sum));
  }
  return probabilities;
}
