import { expect, it } from 'vitest';
import { describeEncoder } from './encoder-contract';
import { FakeEncoder } from './fake-encoder';

describeEncoder('the fake', async () => new FakeEncoder());

it('the fake finds texts with common words similar, and records what it was given', async () => {
  const encoder = new FakeEncoder(32);
  const texts = ['set a timer now', 'set a timer please', 'buy some fresh milk'];
  const [first, near, far] = await encoder.embed(texts);
  const cosine = (other: Float32Array) =>
    first!.pooled.reduce((sum, x, i) => sum + x * other[i]!, 0);
  expect(cosine(near!.pooled)).toBeGreaterThan(cosine(far!.pooled) + 0.2);
  expect(encoder.calls).toEqual([texts]);
});
