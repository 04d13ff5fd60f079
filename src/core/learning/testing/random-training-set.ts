import { createRandom } from '../../generation/prng';
import type { TrainingSet } from '../../ports/trainer';
import type { Head } from '../snapshot';

export interface SetShape {
  readonly examples: number;
  readonly anchors: number;
  readonly actions: number;
  readonly dimensions: number;
  readonly seed: number;
}

/** Numbers without meaning, but the right shapes and ranges; the same for the same seed. */
export function randomTrainingSet(shape: SetShape): TrainingSet {
  const { examples, anchors, actions, dimensions } = shape;
  const random = createRandom(shape.seed);
  const floats = (size: number, low: number, high: number) =>
    Float32Array.from({ length: size }, () => low + (high - low) * random.next());
  const states = (count: number) => ({
    features: floats(count * dimensions, -1.7, 1.7),
    prior: floats(count * actions, -4, 0),
    gate: floats(count, 0.2, 1),
  });
  return {
    actions: Array.from({ length: actions }, (_, i) => `action_${i}`),
    dimensions,
    ...states(examples),
    labels: Int32Array.from({ length: examples }, () => Math.floor(actions * random.next())),
    signs: Int8Array.from({ length: examples }, () => (random.next() < 0.3 ? -1 : 1)),
    weights: floats(examples, 0.1, 1),
    anchors: states(anchors),
  };
}

export function randomHead({ actions, dimensions }: TrainingSet, seed: number): Head {
  const random = createRandom(seed);
  const values = (size: number) => Float32Array.from({ length: size }, () => random.next() - 0.5);
  return {
    actions,
    dimensions,
    weights: values(actions.length * dimensions),
    bias: values(actions.length),
  };
}
