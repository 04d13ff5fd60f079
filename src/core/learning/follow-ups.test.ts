import { describe, expect, it } from 'vitest';
import { followUps } from './follow-ups';
import { sampleEpisode, sampleSignal } from './testing/sample-records';
import { step } from './testing/synthetic-user';
import { syntheticState } from './testing/synthetic-encoder';

const state = { embedding: syntheticState('alpha 1') };
const previous = sampleEpisode('alpha 1', { ...state, steps: [step('a')] });
const next = (changes: Parameters<typeof sampleEpisode>[1] = {}) =>
  sampleEpisode('alpha again', { ...state, id: 'next', at: 30_000, ...changes });
const kinds = (...args: Parameters<typeof followUps>) => followUps(...args).map(({ kind }) => kind);

describe('what follows an episode', () => {
  it('is a verified success when a tool worked and the user went on to something else', () => {
    const other = next({ embedding: syntheticState('beta 1') });
    expect(followUps(previous, other)).toMatchObject([
      { kind: 'verified-success', action: 'a', provenance: 'verifier' },
    ]);
    const failed = { status: 'failed', code: 'x', sentence: 'No.' } as const;
    expect(kinds({ ...previous, steps: [step('a', { outcome: failed })] }, other)).toEqual([]);
    expect(kinds({ ...previous, steps: [] }, other)).toEqual([]);
  });

  it('is a rephrase when the same is asked in other words within a minute', () => {
    expect(kinds(previous, next())).toEqual(['rephrase']);
    expect(kinds(previous, next({ at: 61_000 }))).toEqual(['verified-success']);
    expect(kinds(previous, next({ request: ' Alpha 1' }))).toEqual(['verified-success']);
  });

  it('says nothing about a step of the same message, which came too soon to be judged', () => {
    const thread = { resolved: null, refersTo: null, question: null };
    const part = { message: 'both', first: 'first', index: 0, count: 2 };
    const first = { ...previous, thread: { ...thread, part } };
    const second = next({ thread: { ...thread, part: { ...part, index: 1 } } });
    expect(kinds(first, second)).toEqual([]);
  });

  it('is no rephrase when it refers to the episode: it asks for something else', () => {
    const refersTo = { episodeId: previous.id, as: 'repeat' } as const;
    const thread = { resolved: 'alpha 2', part: null, refersTo, question: null };
    expect(kinds(previous, next({ thread }))).toEqual(['verified-success']);
  });

  it('is hindsight when it was undone and another tool then did it', () => {
    const undone = { ...previous, steps: [step('a', { undone: true })] };
    const done = next({ steps: [step('b')] });
    expect(followUps(undone, done)).toMatchObject([{ kind: 'hindsight', action: 'b' }]);
    expect(kinds(undone, next({ steps: [step('a')] }))).toEqual(['rephrase']);
  });

  it('is an abandon, once, when the user had stopped it', () => {
    const stopped = { ...previous, status: 'cancelled', decision: null, steps: [] } as const;
    expect(kinds(stopped, next())).toEqual(['abandon']);
    expect(kinds(stopped, next(), [sampleSignal(stopped, { kind: 'abandon' })])).toEqual([]);
  });

  it('is a rephrase also where the arguments had failed', () => {
    const said = [sampleSignal(previous, { kind: 'schema-failure' })];
    expect(kinds(previous, next(), said)).toEqual(['rephrase']);
  });

  it('adds nothing to what the user said, but for hindsight', () => {
    const said = [sampleSignal(previous, { kind: 'thumbs-down' })];
    expect(kinds(previous, next(), said)).toEqual([]);
    const undone = { ...previous, steps: [step('a', { undone: true })] };
    expect(kinds(undone, next({ steps: [step('b')] }), said)).toEqual(['hindsight']);
  });
});
