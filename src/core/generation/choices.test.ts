import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeLanguageModel } from '../testing/fake-language-model';
import { scoreChoiceTree } from './choices';
import { logSumExp } from './sampling';
import { TokenCache } from './token-cache';

const pieces = ['Ġset', 'Ġreply', '_timer', '_', 'note'];
const prompt = 'Tool:';

function score(choices: string[], model = new FakeLanguageModel({ pieces })): Promise<number[]> {
  return scoreChoiceTree(new TokenCache(model), model.encode(prompt), choices);
}

/** Walks every choice by itself, one forward pass a token, asking at each which tokens any choice allows. */
async function bruteForce(choices: string[]): Promise<number[]> {
  const model = new FakeLanguageModel({ pieces });
  const sequences = choices.map((choice) => [...model.encode(`${choice}\n`)]);
  const scores: number[] = [];
  for (const sequence of sequences) {
    await model.truncate(0);
    let row = await model.forward(model.encode(prompt));
    let total = 0;
    for (const [at, token] of sequence.entries()) {
      const same = sequences.filter(
        (other) => other.slice(0, at).join() === sequence.slice(0, at).join(),
      );
      const allowed = [...new Set(same.map((other) => other[at]!))];
      total += row[token]! - logSumExp(allowed.map((other) => row[other]!));
      row = await model.forward(Int32Array.of(token));
    }
    scores.push(total);
  }
  return scores;
}

describe('scoring choices', () => {
  const name = fc
    .array(fc.constantFrom('set', '_timer', 'reply', 'a', 'é', '_note'), {
      minLength: 1,
      maxLength: 3,
    })
    .map((parts) => ` ${parts.join('')}`);

  it('equals walking each choice by itself', async () => {
    const lists = fc.uniqueArray(name, { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lists, async (choices) => {
        const scores = await score(choices);
        const expected = await bruteForce(choices);
        scores.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
        expect(logSumExp(scores)).toBeCloseTo(0, 5);
      }),
      { numRuns: 50 },
    );
  });

  it('tells a choice from one that it begins', async () => {
    const model = new FakeLanguageModel({
      pieces,
      // After " set" it wants the end of the line.
      next: (tokens) => (tokens.at(-1) === 258 ? 12 : -1),
    });
    expect(model.encode(' set')[0]).toBe(258);
    expect(model.encode('\n')[0]).toBe(12);
    const [set, timer] = await score([' set', ' set_timer'], model);
    expect(set).toBeGreaterThan(-0.01);
    expect(timer).toBeLessThan(-15);
  });

  it('asks once for the prompt, and once for each last branching', async () => {
    const model = new FakeLanguageModel({ pieces });
    await score([' set_timer', ' set_note', ' set_', ' reply'], model);
    // " set" + "_" branches into "note" and the end; that pass also sees the branching after " set".
    expect(model.calls).toEqual(['forward 5', 'forwardAll 2']);
  });

  it('needs no pass beyond the prompt when only the first token differs', async () => {
    const model = new FakeLanguageModel({ pieces });
    await score([' set_timer', ' reply', ' a long other one'], model);
    expect(model.calls).toEqual(['forward 5']);
  });

  it('refuses choices that are equal', async () => {
    await expect(score([' set', ' set'])).rejects.toThrow(RangeError);
  });

  it('stops between passes when cancelled', async () => {
    const model = new FakeLanguageModel({ pieces });
    const signal = AbortSignal.abort();
    const scoring = scoreChoiceTree(
      new TokenCache(model),
      model.encode(prompt),
      [' a', ' b'],
      signal,
    );
    await expect(scoring).rejects.toMatchObject({ code: 'cancelled' });
    expect(model.calls).toEqual([]);
  });
});
