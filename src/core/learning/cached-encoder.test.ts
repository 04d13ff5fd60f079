import { describe, expect, it } from 'vitest';
import { describeEncoder } from '../testing/encoder-contract';
import { FakeEncoder } from '../testing/fake-encoder';
import { cachedEncoder } from './cached-encoder';

describeEncoder('an encoder with a cache', async () => cachedEncoder(new FakeEncoder(), 2));

describe('the cache of an encoder', () => {
  function asked(kept: number) {
    const encoder = new FakeEncoder();
    return { cached: cachedEncoder(encoder, kept), passes: () => encoder.calls.flat() };
  }

  it('gives pooled state and words of one pass, however often they are asked for', async () => {
    const { cached, passes } = asked(8);
    const [first] = await cached.embed(['buy milk']);
    const [again, twice] = await cached.embed(['buy milk', 'buy milk']);
    expect(again).toBe(first);
    expect(twice).toBe(first);
    expect(passes()).toEqual(['buy milk']);
  });

  it('asks for what it has not, each text once, and answers in the order asked', async () => {
    const { cached, passes } = asked(8);
    await cached.embed(['b']);
    const states = await cached.embed(['a', 'b', 'a']);
    expect(passes()).toEqual(['b', 'a']);
    expect(states[0]).toBe(states[2]);
    expect(states[1]).toEqual((await new FakeEncoder().embed(['b']))[0]);
  });

  it('forgets the sentence that was not asked for the longest', async () => {
    const { cached, passes } = asked(2);
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.embed([text]);
    expect(passes()).toEqual(['a', 'b', 'c', 'b']);
  });
});
