import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainMarginals, pathScore } from './chain';

/** Every allowed sequence of states: `2 + 2k` only after `1 + 2k` or itself. */
function sequences(words: number, states: number): number[][] {
  if (words === 0) return [[]];
  return sequences(words - 1, states).flatMap((path) =>
    Array.from({ length: states }, (_, state) => state)
      .filter((state) => {
        const last = path.at(-1);
        return state === 0 || state % 2 === 1 || last === state || last === state - 1;
      })
      .map((state) => [...path, state]),
  );
}

const chains = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 }))
  .chain(([words, parameters]) => {
    const states = 1 + 2 * parameters;
    return fc
      .array(fc.double({ min: -4, max: 4, noNaN: true }), {
        minLength: words * states,
        maxLength: words * states,
      })
      .map((scores) => ({ words, states, scores: Float64Array.from(scores) }));
  });

describe('the chain over the words', () => {
  it('sums over exactly the allowed sequences of states', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const all = sequences(chain.words, chain.states);
        const sum = all.reduce((total, path) => total + Math.exp(pathScore(chain, path)), 0);
        expect(chainMarginals(chain).logPartition).toBeCloseTo(Math.log(sum), 8);
      }),
    );
  });

  it('gives every state at every word its share of the sequences', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const { probabilities, logPartition } = chainMarginals(chain);
        const expected = new Float64Array(probabilities.length);
        for (const path of sequences(chain.words, chain.states)) {
          const share = Math.exp(pathScore(chain, path) - logPartition);
          path.forEach((state, word) => (expected[word * chain.states + state] += share));
        }
        expected.forEach((share, i) => expect(probabilities[i]).toBeCloseTo(share, 8));
      }),
    );
  });

  it('has nothing to say about no words', () => {
    const empty = { words: 0, states: 3, scores: new Float64Array(0) };
    expect(chainMarginals(empty)).toMatchObject({ logPartition: 0 });
  });
});
