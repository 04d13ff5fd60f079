import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../generation/prng';
import { zeroHead } from './head';
import type { PolicyInput } from './policy';
import { LANGUAGE_MODEL_WEIGHT } from './parameters';
import { decide, SILENT_MEMORY } from './policy';
import { sampleLabel } from './testing/sample-records';

const ACTIONS = ['reply', 'a', 'b'];
const D = 4;

const scores = (low: number, high: number) =>
  fc.array(fc.double({ min: low, max: high, noNaN: true }), { minLength: 3, maxLength: 3 });

const inputs: fc.Arbitrary<PolicyInput> = fc
  .record({ languageModel: scores(-15, 0), similarities: scores(-1, 1), seed: fc.nat() })
  .map(({ languageModel, similarities, seed }) => {
    const random = createRandom(seed);
    const floats = (size: number) => Float32Array.from({ length: size }, () => random.next() - 0.5);
    return {
      actions: ACTIONS,
      languageModel,
      similarities,
      kappa: 40,
      phi: floats(D).map((value) => 4 * value),
      gate: random.next(),
      live: { actions: ACTIONS, dimensions: D, weights: floats(3 * D), bias: floats(3) },
      candidate: null,
      memory: {
        votes: new Map([['a', 20 * random.next() - 10]]),
        near: [
          { label: sampleLabel('x'), similarity: random.next(), belief: random.next(), age: 0 },
        ],
      },
    };
  });

describe('the policy', () => {
  it('is bit for bit the frozen one with a zero head and an empty memory', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const frozen = decide({ ...input, live: null, phi: null, memory: SILENT_MEMORY });
        const zero = { ...input, live: zeroHead(ACTIONS, D), memory: SILENT_MEMORY };
        expect(decide(zero).candidates).toEqual(frozen.candidates);
        frozen.candidates.forEach((candidate, i) => {
          const [model, examples] = [input.languageModel[i], 40 * input.similarities[i]];
          // The zeros that nothing learned adds make -0 a 0.
          const prior = Math.fround(LANGUAGE_MODEL_WEIGHT * model) + Math.fround(examples) + 0;
          expect(Object.is(candidate.total, prior)).toBe(true);
        });
        expect(frozen.chosen).toBe(frozen.frozenChoice);
      }),
    );
  });

  it('states every term of the sum, and chooses the largest sum', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { candidates, chosen } = decide(input);
        for (const { languageModel, examples, adapter, memory, total } of candidates) {
          expect(languageModel + examples + adapter + memory).toBe(total);
          expect(Math.abs(adapter)).toBeLessThanOrEqual(6);
        }
        const top = Math.max(...candidates.map(({ total }) => total));
        expect(candidates.find(({ action }) => action === chosen)?.total).toBe(top);
        const sum = candidates.reduce((total, { probability }) => total + probability, 0);
        expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });

  it('lets adapter and votes together add no more than 6 nat', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { candidates } = decide({ ...input, memory: { ...input.memory, near: [] } });
        for (const { adapter, memory } of candidates) {
          expect(Math.abs(adapter + memory)).toBeLessThanOrEqual(6 + 1e-6);
        }
      }),
    );
  });

  it('never chooses a forbidden action, whatever the head says', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const live = zeroHead(ACTIONS, D);
        live.bias[2] = 1e6;
        const permitted = { ...input, live, actions: ACTIONS.slice(0, 2) };
        const decision = decide(permitted);
        expect(decision.chosen).not.toBe('b');
        expect(decision.candidates.map(({ action }) => action)).toEqual(['reply', 'a']);
      }),
    );
  });

  it('says what the candidate in trial would have chosen without heeding it', () => {
    const candidate = zeroHead(ACTIONS, D);
    candidate.bias[2] = 5;
    const input: PolicyInput = {
      actions: ACTIONS,
      languageModel: [-1, -2, -3],
      similarities: [0, 0, 0],
      kappa: 40,
      phi: new Float32Array(D),
      gate: 1,
      live: null,
      candidate,
      memory: SILENT_MEMORY,
    };
    expect(decide(input)).toMatchObject({ chosen: 'reply', shadowChoice: 'b' });
    expect(decide({ ...input, gate: 0.1 }).shadowChoice).toBe('reply');
    expect(decide({ ...input, candidate: null }).shadowChoice).toBeNull();
  });

  it('follows a lesson over a prior that is 30 nat against it', () => {
    const input: PolicyInput = {
      actions: ACTIONS,
      languageModel: [0, -30, -31],
      similarities: [0, 0, 0],
      kappa: 40,
      phi: null,
      gate: 0,
      live: null,
      candidate: null,
      memory: {
        votes: new Map(),
        near: [{ label: sampleLabel('x'), similarity: 0.9, belief: 1, age: 0 }],
      },
    };
    const { candidates, chosen } = decide(input);
    expect(chosen).toBe('a');
    expect(candidates[1].total - candidates[0].total).toBeCloseTo(2, 9);
  });
});
