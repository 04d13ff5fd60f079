import * as tf from '@tensorflow/tfjs-core';

const BETA1 = 0.9;
const BETA2 = 0.999;
export const EPSILON = 1e-7;

/**
 * Adam (Kingma & Ba, 2015) over one matrix, its corrections of bias folded into rate and epsilon: 12 kernels a step
 * where the library's optimizer takes 15 for each variable.
 */
export class Adam {
  #values: tf.Tensor2D;
  #first: tf.Tensor2D;
  #second: tf.Tensor2D;
  readonly #rate: number;
  readonly #scalars = [BETA1, 1 - BETA1, BETA2, 1 - BETA2].map((value) => tf.scalar(value));
  #steps = 0;

  /** Takes the tensor over. */
  constructor(values: tf.Tensor2D, rate: number) {
    this.#values = values;
    this.#first = tf.zerosLike(values);
    this.#second = tf.zerosLike(values);
    this.#rate = rate;
  }

  /** Belongs to the optimizer, until the next step. */
  get values(): tf.Tensor2D {
    return this.#values;
  }

  step(gradient: tf.Tensor2D): void {
    const before = [this.#values, this.#first, this.#second];
    const correction = Math.sqrt(1 - BETA2 ** ++this.#steps);
    const rate = (this.#rate * correction) / (1 - BETA1 ** this.#steps);
    const [beta1, rest1, beta2, rest2] = this.#scalars;
    [this.#values, this.#first, this.#second] = tf.tidy(() => {
      const first = tf.add<tf.Tensor2D>(tf.mul(this.#first, beta1), tf.mul(gradient, rest1));
      const second = tf.add<tf.Tensor2D>(
        tf.mul(this.#second, beta2),
        tf.mul(tf.mul(gradient, gradient), rest2),
      );
      const spread = tf.add(tf.sqrt(second), EPSILON * correction);
      const change = tf.mul(tf.div(first, spread), rate);
      return [tf.sub<tf.Tensor2D>(this.#values, change), first, second];
    });
    tf.dispose(before);
  }

  dispose(): void {
    tf.dispose([this.#values, this.#first, this.#second, ...this.#scalars]);
  }
}
