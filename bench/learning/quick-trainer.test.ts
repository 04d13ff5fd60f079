import { expect, it } from 'vitest';
import { TRAINING } from '../../src/core/learning/parameters';
import { randomTrainingSet } from '../../src/core/learning/testing/random-training-set';
import { referenceTrainer } from '../../src/core/learning/testing/reference-trainer';
import { quickTrainer } from './quick-trainer';

it('learns what the reference trainer learns', async () => {
  const shape = { examples: 40, anchors: 12, actions: 5, dimensions: 16, seed: 3 };
  const set = randomTrainingSet(shape);
  const options = { ...TRAINING, steps: 20 };
  const expected = await referenceTrainer.fit(set, null, options, () => {});
  const head = await quickTrainer.fit(set, null, options, () => {});
  head.weights.forEach((value, i) => expect(value).toBeCloseTo(expected.weights[i]!, 3));
  head.bias.forEach((value, i) => expect(value).toBeCloseTo(expected.bias[i]!, 3));
});
