import { describe, expect, it } from 'vitest';
import { createRandom } from '../generation/prng';
import { describeEncoder } from '../testing/encoder-contract';
import { FakeEncoder } from '../testing/fake-encoder';
import { inSpace, layersOf, readSentenceSpace, writeSentenceSpace } from './sentence-space';
import { cosine, dot, norm } from './vector';

const WIDTH = 16;
const random = createRandom(3);
const vector = (length: number) => Float32Array.from({ length }, () => random.next() - 0.5);

/** Turned by 45 degrees and cut to its first `dimensions` numbers: orthonormal rows over both layers. */
function rows(dimensions: number): Float32Array[] {
  return Array.from({ length: dimensions }, (_, r) => {
    const row = new Float32Array(2 * WIDTH);
    row[r % (2 * WIDTH)] = Math.SQRT1_2;
    row[(r + WIDTH) % (2 * WIDTH)] = r < WIDTH ? Math.SQRT1_2 : -Math.SQRT1_2;
    return row;
  });
}
const wordMean = vector(WIDTH);
const file = (dimensions = 2 * WIDTH) => writeSentenceSpace(wordMean, rows(dimensions));
const space = readSentenceSpace(file());

describeEncoder('an encoder in a space', async () => inSpace(new FakeEncoder(WIDTH), space));

describe('a sentence space', () => {
  it('is read as it was written, but for the rounding to 8 bits', () => {
    expect(space).toMatchObject({ dimensions: 2 * WIDTH, wordMean });
    const written = rows(2 * WIDTH).flatMap((row) => [...row]);
    space.matrix.forEach((value, i) => expect(value).toBeCloseTo(written[i], 2));
  });

  it('names what was learned in it: other bytes are another hash', () => {
    const encoder = new FakeEncoder(WIDTH);
    const other = readSentenceSpace(file(2 * WIDTH - 1));
    const hashes = [encoder.hash, inSpace(encoder, space).hash, inSpace(encoder, other).hash];
    expect(new Set(hashes).size).toBe(3);
  });

  it('is refused with a sentence when its file is cut', () => {
    for (const bytes of [file().subarray(0, 300), file().subarray(0, 3), new Uint8Array(0)]) {
      expect(() => readSentenceSpace(bytes)).toThrow(/incomplete/);
    }
  });

  it('keeps the likeness of two sentences when it keeps all directions', async () => {
    const encoder = new FakeEncoder(WIDTH);
    const texts = ['buy milk and eggs', 'buy eggs'];
    const [a, b] = (await encoder.embed(texts)).map((state) => layersOf(state, wordMean));
    const [c, d] = await inSpace(encoder, space).embed(texts);
    expect(cosine(c.pooled, d.pooled)).toBeCloseTo(dot(a, b) / (norm(a) * norm(b)), 2);
  });

  it('weighs pooled state and words the same, and hears nothing of words where there are none', async () => {
    const [some, none] = await new FakeEncoder(WIDTH).embed(['buy milk', '']);
    const layers = layersOf(some, wordMean);
    expect(norm(layers.slice(0, WIDTH))).toBeCloseTo(1, 5);
    expect(norm(layers.slice(WIDTH))).toBeCloseTo(1, 5);
    expect(norm(layersOf(none, wordMean).slice(WIDTH))).toBe(0);
  });
});
