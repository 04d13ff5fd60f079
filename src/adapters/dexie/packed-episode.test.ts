import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, SILENT_MEMORY } from '../../core/learning/policy';
import { roundedState } from '../../core/learning/sentence-code';
import type { Decision, Episode } from '../../core/memory/episode';
import { sampleEpisode } from '../../core/testing/store-samples';
import { checksum } from './checksum';
import { packEpisode, unpackEpisode } from './packed-episode';
import { sameData } from './same-data';

const actions = ['reply', 'add_shopping', 'save_note'];
const number = fc.double({ noNaN: true });
const text = fc.oneof(fc.uuid(), fc.constantFrom(...actions), fc.string());
const score = fc.double({ min: -40, max: 40, noNaN: true });
const scores = fc.array(score, { minLength: 3, maxLength: 3 });

/** What the agent decides: every number is one that the policy can give. */
const decided = fc
  .record({ languageModel: scores, similarities: scores, uuid: fc.uuid() })
  .map(({ languageModel, similarities, uuid }): Decision => ({
    ...decide({
      actions,
      languageModel,
      similarities,
      kappa: 20,
      phi: null,
      gate: 1,
      live: null,
      candidate: null,
      memory: SILENT_MEMORY,
    }),
    propensity: 1,
    gate: 0.5,
    snapshotId: uuid,
    modelId: 'model',
    recollections: [],
    seconds: 0.1,
  }));

/** Anything of the right shape, as old or foreign exports may hold. */
const strange = fc.record({
  candidates: fc.array(
    fc.record({
      action: text,
      languageModel: number,
      examples: number,
      adapter: number,
      memory: number,
      total: number,
      probability: number,
    }),
    { maxLength: 4 },
  ),
  chosen: text,
  propensity: number,
  frozenChoice: text,
  shadowChoice: fc.option(text),
  gate: number,
  snapshotId: fc.option(text),
  modelId: text,
  recollections: fc.array(
    fc.record({
      episodeId: text,
      signalId: text,
      request: text,
      action: text,
      similarity: number,
      corrected: fc.boolean(),
      at: number,
    }),
    { maxLength: 3 },
  ),
  seconds: number,
});
const plain = strange.map((one): Decision => structuredClone(one));
const floats = fc.float32Array({ maxLength: 8, noNaN: true });
const embedding = fc.option(fc.oneof(floats, floats.map(roundedState)));

describe('an episode in its packed form', () => {
  test('comes back to the last bit, whatever it holds', () => {
    const parts = fc.record({ embedding, decision: fc.oneof(decided, plain), encoderHash: text });
    fc.assert(
      fc.property(parts, (changes) => {
        const episode: Episode = { ...sampleEpisode('e', 1), ...changes };
        const stored = structuredClone(packEpisode(episode));
        expect(sameData(unpackEpisode(stored), episode)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('is packed where the agent itself made it', () => {
    fc.assert(
      fc.property(decided, floats, (decision, raw) => {
        const whole = { ...sampleEpisode('e', 1), decision, embedding: roundedState(raw) };
        const packed = packEpisode(whole);
        expect(Array.isArray(packed.decision)).toBe(true);
        expect(packed.embedding).toBeInstanceOf(Int8Array);
        expect(packed.steps.every((step) => Array.isArray(step))).toBe(true);
      }),
    );
  });

  test('has a checksum that sees every byte of the packed state and every term', () => {
    const decision = fc.sample(decided, { numRuns: 1, seed: 1 })[0] ?? null;
    const state = roundedState(Float32Array.of(0.5, -0.25, 0.125));
    const packed = packEpisode({ ...sampleEpisode('e', 1), decision, embedding: state });
    const before = checksum(packed);
    expect(checksum(structuredClone(packed))).toBe(before);
    const codes = packed.embedding as Int8Array;
    const terms = (packed.decision as readonly unknown[])[1] as Float32Array;
    for (const values of [codes, terms]) {
      for (let i = 0; i < values.length; i++) {
        const kept = values[i];
        values[i] = kept + 1;
        expect(checksum(packed)).not.toBe(before);
        values[i] = kept;
      }
    }
    expect(checksum(packed)).toBe(before);
  });
});
