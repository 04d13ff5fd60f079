import { describe, expect, it } from 'vitest';
import { labelOf } from './label';
import { sampleEpisode, sampleSignal } from './testing/sample-records';
import { step } from './testing/synthetic-user';

const episode = sampleEpisode('hello', { steps: [step('b')] });
const label = (changes: Parameters<typeof sampleSignal>[1]) =>
  labelOf(sampleSignal(episode, changes), episode);

describe('a label', () => {
  it('of a correction is the named action, with full trust and the mistake it corrects', () => {
    const expected = { action: 'a', sign: 1, trust: 1, mistakes: ['reply'] };
    expect(label({})).toMatchObject(expected);
  });

  it('of a thumb is credited to the tool of its step, whatever the signal names', () => {
    const down = { action: 'b', sign: -1, trust: 0.3, mistakes: [] };
    expect(label({ kind: 'thumbs-down', action: 'a' })).toMatchObject(down);
  });

  it('of praise for words that stand where a step was undone is credited to the reply', () => {
    const undone = sampleEpisode('hello', { steps: [step('b', { undone: true })] });
    const up = sampleSignal(undone, { kind: 'thumbs-up', action: 'b' });
    expect(labelOf(up, undone)).toMatchObject({ action: 'reply', sign: 1 });
  });

  it('does not come from a signal that was taken back, only recorded, or of arguments alone', () => {
    expect(label({ revoked: true })).toBeNull();
    expect(label({ kind: 'abandon' })).toBeNull();
    expect(label({ kind: 'schema-failure' })).toBeNull();
  });

  it('comes from a tainted episode only by an explicit correction', () => {
    const tainted = sampleEpisode('hello', { tainted: true });
    expect(labelOf(sampleSignal(tainted, { kind: 'thumbs-up' }), tainted)).toBeNull();
    expect(labelOf(sampleSignal(tainted), tainted)).not.toBeNull();
  });

  it('does not exist without a state, without a decision, or for a forbidden action', () => {
    const blind = sampleEpisode('hello', { embedding: null });
    const undecided = sampleEpisode('hello', { decision: null });
    expect(labelOf(sampleSignal(blind), blind)).toBeNull();
    expect(labelOf(sampleSignal(undecided), undecided)).toBeNull();
    expect(label({ action: 'forbidden' })).toBeNull();
    expect(label({ step: 3 })).toBeNull();
  });
});
