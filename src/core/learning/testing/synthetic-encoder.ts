import { createRandom } from '../../generation/prng';
import type { Encoder } from '../../ports/encoder';
import { unitHash } from '../stable-hash';
import { norm } from '../vector';

const SIZE = 32;
const SPREAD = 0.45;

/**
 * An encoder without a model: the first word of a text is its topic and gives a direction on the sphere, the whole
 * text some noise around it. Texts of one topic have a cosine of about .8, others of about 0.
 */
export const syntheticEncoder: Encoder = {
  id: 'synthetic',
  hash: 'synthetic',
  dimensions: SIZE,
  wordDimensions: SIZE,
  embed: async (texts) =>
    texts.map((text) => ({ pooled: syntheticState(text), words: new Float32Array(0) })),
  dispose: async () => {},
};

export function syntheticState(text: string): Float32Array {
  const topic = direction(text.split(' ')[0]);
  const own = direction(text);
  return normalised(topic.map((value, i) => value + SPREAD * own[i]));
}

function direction(text: string): Float32Array {
  const random = createRandom(Math.floor(unitHash(text) * 2 ** 32));
  // Sums of three uniform numbers are near enough to normal ones for a direction without preferred axes.
  const gaussian = () => random.next() + random.next() + random.next() - 1.5;
  return normalised(Float32Array.from({ length: SIZE }, gaussian));
}

function normalised(vector: Float32Array): Float32Array {
  const length = norm(vector);
  return vector.map((value) => value / length);
}
