import { describe, expect, it } from 'vitest';
import { NO_EXPERIENCE, withBatch } from './experience';
import type { LearningState } from './learning-state';
import { INITIAL_LEARNING } from './reduce-learning';
import { sampleEpisode, sampleSignal } from './testing/sample-records';
import { viewOf } from './view';

const chosen = (request: string, sequence: number, live: string, shadow: string) => {
  const episode = sampleEpisode(request, { sequence });
  return { ...episode, decision: { ...episode.decision!, chosen: live, shadowChoice: shadow } };
};
const names = { title: (action: string) => action, isHere: () => true };
const view = (state: Partial<LearningState>, batch: Parameters<typeof withBatch>[1]) =>
  viewOf(
    {
      mind: { state: { ...INITIAL_LEARNING, ...state }, snapshots: new Map() },
      experience: withBatch(NO_EXPERIENCE, batch),
      pins: [],
    },
    names,
    { info: null, fits: ({ encoderHash }) => encoderHash === 'synthetic' },
  );

describe('learning as the page shows it', () => {
  it('lists the evidence of a trial: fresh requests at which one is right and the other wrong', () => {
    const trial = { candidateId: 'c', since: 10, events: 0, wins: 0, losses: 0 };
    const episodes = [
      chosen('too old', 5, 'reply', 'a'),
      chosen('won', 11, 'reply', 'a'),
      chosen('lost', 12, 'a', 'reply'),
      chosen('both wrong', 13, 'reply', 'b'),
      chosen('both right', 14, 'a', 'a'),
    ];
    const signals = episodes.map((episode) => sampleSignal(episode, { action: 'a' }));
    const { pairs } = view({ trial }, { episodes, signals });
    expect(pairs.map(({ request, won }) => [request, won])).toEqual([
      ['won', true],
      ['lost', false],
    ]);
    expect(pairs[0]).toMatchObject({ right: 'a', live: 'reply', candidate: 'a' });
    expect(view({}, { episodes, signals }).pairs).toEqual([]);
  });

  it('dates an alarm by the feedback that set it off, newest first', () => {
    const episode = sampleEpisode('eggs', { sequence: 1 });
    const signals = [3, 5, 9].map((sequence) =>
      sampleSignal(episode, { id: `s${sequence}`, sequence, at: 100 * sequence }),
    );
    const alarm = (sequence: number) => ({
      sequence,
      snapshotId: 'v1',
      to: null,
      reason: 'it was undone',
      quarantined: 0,
    });
    const { alarms } = view({ alarms: [alarm(2), alarm(6)] }, { episodes: [episode], signals });
    expect(alarms.map(({ sequence, at }) => [sequence, at])).toEqual([
      [6, 500],
      [2, null],
    ]);
  });

  it('says of every piece of feedback whether it teaches', () => {
    const episode = sampleEpisode('eggs');
    const signal = sampleSignal(episode);
    const batch = { episodes: [episode], signals: [signal] };
    expect(view({}, batch).learned[0]).toMatchObject({ standing: 'teaches', request: 'eggs' });
    expect(view({ quarantined: [signal.id] }, batch).learned[0]?.standing).toBe('quarantined');
    const revoked = { ...signal, revoked: true };
    expect(view({}, { ...batch, signals: [revoked] }).learned).toEqual([]);
  });
});
