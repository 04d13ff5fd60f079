import { describe, expect, it } from 'vitest';
import type { Signal, SignalKind } from '../learning/signal';
import { sampleEpisode, sampleSignal } from '../learning/testing/sample-records';
import { step } from '../learning/testing/synthetic-user';
import type { Episode } from '../memory/episode';
import { labelledCall } from './labelled-call';

const episode = sampleEpisode('play Bach', {
  steps: [step('a', { arguments: { artist: 'Bach' } })],
});

const said = (kind: SignalKind, sequence: number, over: Partial<Signal> = {}): Signal =>
  sampleSignal(episode, { id: `${kind} ${sequence}`, kind, sequence, ...over });

function labelled(signals: readonly Signal[], of: Episode = episode) {
  const call = labelledCall(of, signals);
  return call ? [call] : [];
}

describe('the calls that teach', () => {
  it('are those that the user made right or confirmed, and those that worked', () => {
    expect(labelled([said('argument-edit', 7)])).toEqual([
      {
        call: {
          id: episode.id,
          tool: 'a',
          request: 'play Bach',
          values: { artist: 'Bach' },
          weight: 0.7,
        },
        sequence: 7,
        at: 0,
        told: true,
        corrected: true,
      },
    ]);
    expect(labelled([said('thumbs-up', 7)])[0]).toMatchObject({ told: true, corrected: false });
    expect(labelled([said('verified-success', 7)])[0]).toMatchObject({ told: false });
    expect(labelled([said('copy', 7), said('hindsight', 8)])).toEqual([]);
  });

  it('keep their place and gain in trust when more is said', () => {
    const [call] = labelled([said('thumbs-up', 9), said('verified-success', 7)]);
    expect(call).toMatchObject({ sequence: 7, told: true, call: { weight: 0.5 } });
  });

  it.each<[string, readonly Signal[], Partial<Episode>]>([
    ['was taken back', [said('thumbs-up', 7, { revoked: true })], {}],
    ['is about an earlier step', [said('thumbs-up', 7)], { steps: [...episode.steps, step('a')] }],
    ['was followed by a thumb down', [said('verified-success', 7), said('thumbs-down', 8)], {}],
    ['names another tool', [said('correction', 7, { action: 'b' })], {}],
    [
      'is about a step that was undone',
      [said('thumbs-up', 7)],
      { steps: [step('a', { undone: true })] },
    ],
    ['has foreign text in its context', [said('argument-edit', 7)], { tainted: true }],
    ['comes from foreign text', [said('thumbs-up', 7, { tainted: true })], {}],
  ])('are without one whose feedback %s', (_, signals, over) => {
    expect(labelled(signals, { ...episode, ...over })).toEqual([]);
  });
});
