import { ApprenticeError } from '../../errors/apprentice-error';
import type { Trainer } from '../../ports/trainer';
import { zeroHead } from '../head';
import { objective } from './objective';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** The trainer in plain loops: Adam (Kingma & Ba, 2015) on the gradient by hand. For tests and benchmarks. */
export const referenceTrainer: Trainer = {
  backend: 'loops',
  async fit(set, start, options, onProgress, signal) {
    const head = zeroHead(set.actions, set.dimensions);
    if (start) {
      head.weights.set(start.weights);
      head.bias.set(start.bias);
    }
    const moments = [head.weights, head.bias].map((values) => adam(values, options.learningRate));
    for (let step = 1; step <= options.steps; step++) {
      await Promise.resolve();
      if (signal?.aborted) throw new ApprenticeError('cancelled', 'Training was stopped.');
      const { loss, weights, bias } = objective(set, head, options);
      if (!Number.isFinite(loss)) throw new ApprenticeError('not-finite', 'Training failed.');
      moments[0](weights, step);
      moments[1](bias, step);
      onProgress({ step, steps: options.steps, loss });
    }
    return head;
  },
};

function adam(values: Float32Array, rate: number) {
  const first = new Float64Array(values.length);
  const second = new Float64Array(values.length);
  return (gradient: Float64Array, step: number) => {
    gradient.forEach((slope, i) => {
      first[i] = BETA1 * first[i] + (1 - BETA1) * slope;
      second[i] = BETA2 * second[i] + (1 - BETA2) * slope * slope;
      const mean = first[i] / (1 - BETA1 ** step);
      const spread = second[i] / (1 - BETA2 ** step);
      values[i] -= (rate * mean) / (Math.sqrt(spread) + EPSILON);
    });
  };
}
