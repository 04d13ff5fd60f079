import { describe, expect, it } from 'vitest';
import { NO_EXPERIENCE, withBatch } from './experience';
import { failedCalls } from './failed-calls';
import { sampleDecision, sampleEpisode, sampleSignal } from './testing/sample-records';

const decision = sampleDecision({ reply: 0, 'add-note': 1, 'set-timer': 2 });
const episode = sampleEpisode('set a timer for soon', { decision, status: 'failed', steps: [] });
const failure = sampleSignal(episode, {
  id: 'f',
  kind: 'schema-failure',
  action: 'set-timer',
  provenance: 'verifier',
});
const known = (...more: Parameters<typeof sampleSignal>[1][]) =>
  withBatch(NO_EXPERIENCE, {
    episodes: [episode],
    signals: [failure, ...more.map((changes) => sampleSignal(episode, changes))],
  });

describe('calls that failed for want of their details', () => {
  it('are those that the record says so of, in the state they were decided in', () => {
    expect(failedCalls(known(), episode.encoderHash)).toEqual([
      {
        request: episode.request,
        embedding: episode.embedding,
        action: 'set-timer',
        prior: { actions: ['reply', 'add-note', 'set-timer'], scores: expect.any(Array) },
      },
    ]);
  });

  it('are none where the user said that the tool was the right one', () => {
    const right = { id: 'c', sequence: 9, kind: 'correction', action: 'set-timer' } as const;
    expect(failedCalls(known(right), episode.encoderHash)).toEqual([]);
    expect(failedCalls(known({ ...right, action: 'add-note' }), episode.encoderHash)).toHaveLength(
      1,
    );
  });

  it('are none that were taken back, or read with another encoder', () => {
    const revoked = withBatch(known(), { signals: [{ ...failure, revoked: true }] });
    expect(failedCalls(revoked, episode.encoderHash)).toEqual([]);
    expect(failedCalls(known(), 'another')).toEqual([]);
  });
});
