import { expect, it } from 'vitest';
import { TRAINING } from '../parameters';
import { objective } from './objective';
import { randomHead, randomTrainingSet } from './random-training-set';

it('has the gradient that finite differences of its loss have', () => {
  const shape = { examples: 12, anchors: 5, actions: 4, dimensions: 6, seed: 4 };
  const set = randomTrainingSet(shape);
  const head = randomHead(set, 5);
  const options = { ...TRAINING, steps: 1 };
  const { weights, bias } = objective(set, head, options);
  const step = 2 ** -10;
  const slope = (values: Float32Array, index: number) => {
    const value = values[index];
    values[index] = value + step;
    const above = objective(set, head, options).loss;
    values[index] = value - step;
    const below = objective(set, head, options).loss;
    values[index] = value;
    return (above - below) / (2 * step);
  };
  head.weights.forEach((_, i) => expect(weights[i]).toBeCloseTo(slope(head.weights, i), 4));
  head.bias.forEach((_, i) => expect(bias[i]).toBeCloseTo(slope(head.bias, i), 4));
});
