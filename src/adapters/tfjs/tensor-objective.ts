import * as tf from '@tensorflow/tfjs-core';
import { NEGATIVE_CEILING } from '../../core/learning/parameters';
import type { TrainingOptions, TrainingSet } from '../../core/ports/trainer';
import { objectiveTensors, type ObjectiveTensors } from './objective-tensors';

/** Below this a probability's logarithm is not asked for; the smallest normal float32 is 1.2e-38. */
const FLOOR = 1e-37;

/**
 * The objective (LEARNING.md, "Objective") and its gradient on the current backend, ready to be evaluated many times.
 * A head is one matrix, `(dimensions + 1) x actions`, its bias in the last row: so neither product of a step has a
 * transposed operand, which WASM computes 30 times slower. The gradient is written out, and taught states and anchors
 * are rows of the same matrices: 20 kernels a step, where each costs more to call than to run. Tensors that are
 * returned belong to the caller.
 */
export class TensorObjective {
  readonly #options: TrainingOptions;
  readonly #constants: ObjectiveTensors;

  constructor(set: TrainingSet, options: TrainingOptions) {
    this.#options = options;
    this.#constants = objectiveTensors(set, options);
  }

  /** d loss / d head. */
  gradient(head: tf.Tensor2D): tf.Tensor2D {
    const { features, turned, target, decay } = this.#constants;
    return tf.tidy(() => {
      const shrunk = tf.mul<tf.Tensor2D>(head, decay);
      if (features.shape[0] === 0) return shrunk;
      const { probabilities, inside } = this.#forward(head);
      const towards = tf.sub(target, probabilities);
      const toRaw = tf.mul<tf.Tensor2D>(
        tf.mul(towards, this.#slopes(this.#known(probabilities))),
        inside,
      );
      return tf.add<tf.Tensor2D>(tf.matMul(turned, toRaw), shrunk);
    });
  }

  loss(head: tf.Tensor2D): tf.Scalar {
    const { features, target, anchored, constant, decay } = this.#constants;
    return tf.tidy(() => {
      const size = tf.sum(tf.mul(tf.square(head), tf.mul(decay, 0.5)));
      if (features.shape[0] === 0) return tf.add<tf.Scalar>(size, constant);
      const { probabilities } = this.#forward(head);
      const logs = tf.log(tf.maximum(probabilities, FLOOR));
      const divergence = tf.sum(tf.mul(tf.mul(target, logs), anchored));
      const judged = this.#judge(this.#known(probabilities));
      return tf.add<tf.Scalar>(tf.sub(tf.add(size, judged), divergence), constant);
    });
  }

  dispose(): void {
    const tensors = Object.values(this.#constants) as readonly (tf.Tensor | null)[];
    tf.dispose(tensors.filter((tensor) => tensor !== null));
  }

  /** softmax of prior + clip(g (B phi + c), ±clip), and where the bound does not hold. */
  #forward(head: tf.Tensor2D) {
    const { features, prior, gate } = this.#constants;
    const { clip } = this.#options;
    const raw = tf.mul(tf.matMul(features, head), gate);
    const bounded = tf.clipByValue(raw, -clip, clip);
    return {
      probabilities: tf.softmax<tf.Tensor2D>(tf.add(prior, bounded)),
      inside: tf.cast(tf.equal(raw, bounded), 'float32'),
    };
  }

  /** Probability of the labelled action, a column; of anchors some number that is weighted 0. */
  #known(probabilities: tf.Tensor2D): tf.Tensor2D {
    return tf.sum<tf.Tensor2D>(tf.mul(probabilities, this.#constants.target), 1, true);
  }

  /** p^q. */
  #power(p: tf.Tensor2D): tf.Tensor2D {
    const { q } = this.#options;
    return q === 0.5 ? tf.sqrt(p) : tf.pow(p, q);
  }

  /** How much each row's loss changes with its scores, along (target - probabilities). */
  #slopes(p: tf.Tensor2D): tf.Tensor {
    const { rightSlope, anchorSlope, wrongSlope } = this.#constants;
    const slopes = tf.add(tf.mul(this.#power(p), rightSlope), anchorSlope);
    if (!wrongSlope) return slopes;
    const below = tf.cast(tf.lessEqual(p, NEGATIVE_CEILING), 'float32');
    const bounded = tf.minimum(p, NEGATIVE_CEILING);
    const odds = tf.div(bounded, tf.sub(1, bounded));
    return tf.add(slopes, tf.mul(tf.mul(odds, below), wrongSlope));
  }

  /** Generalised cross entropy (1 - p^q) / q for right actions, -weight log(1 - p) for wrong ones. */
  #judge(p: tf.Tensor2D): tf.Scalar {
    const { right, wrong } = this.#constants;
    const missed = tf.sum<tf.Scalar>(tf.mul(tf.sub(1, this.#power(p)), right));
    if (!wrong) return missed;
    const avoided = tf.log(tf.sub(1, tf.minimum(p, NEGATIVE_CEILING)));
    return tf.sub<tf.Scalar>(missed, tf.sum(tf.mul(avoided, wrong)));
  }
}
