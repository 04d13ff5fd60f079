import { describe, expect, it } from 'vitest';
import { NO_EXPERIENCE, withBatch } from '../learning/experience';
import { sampleEpisode, sampleSignal } from '../learning/testing/sample-records';
import { step } from '../learning/testing/synthetic-user';
import type { Batch } from '../ports/store';
import { CallLedger } from './call-ledger';

const bach = sampleEpisode('play Bach', { steps: [step('a')] });
const sade = sampleEpisode('play Sade', { steps: [step('a')] });
const about = (episode: typeof bach, sequence: number, revoked = false) =>
  sampleSignal(episode, { kind: 'thumbs-up', sequence, revoked });

/** A ledger and what each of the batches takes back. */
function after(...batches: readonly Batch[]) {
  const ledger = new CallLedger();
  let experience = NO_EXPERIENCE;
  const lost = batches.map((batch) => {
    experience = withBatch(experience, batch);
    const first = ledger.firstLost(batch, experience);
    ledger.add(batch, experience);
    return first;
  });
  return { lost, requests: ledger.calls.map(({ call }) => call.request) };
}

const both: Batch = { episodes: [bach, sade], signals: [about(bach, 9), about(sade, 8)] };

describe('the ledger of calls', () => {
  it('has them in the order in which they were said to be right', () => {
    expect(after(both)).toEqual({ lost: [null], requests: ['play Sade', 'play Bach'] });
    const late = { episodes: [bach, sade], signals: [about(sade, 8)] };
    expect(after(late, { signals: [about(bach, 9)] }).requests).toEqual(['play Sade', 'play Bach']);
  });

  it.each<[string, Batch, string[]]>([
    ['feedback is taken back', { signals: [about(bach, 9, true)] }, ['play Sade']],
    [
      'feedback is deleted',
      { deletes: [{ table: 'signals', id: about(bach, 9).id }] },
      ['play Sade'],
    ],
    ['the episode is deleted', { deletes: [{ table: 'episodes', id: bach.id }] }, ['play Sade']],
    [
      'the call is undone',
      { episodes: [{ ...bach, steps: [step('a', { undone: true })] }] },
      ['play Sade'],
    ],
  ])('takes a call back when %s', (_, batch, requests) => {
    expect(after(both, batch)).toEqual({ lost: [null, 9], requests });
  });

  it('keeps a call whose arguments were put right since', () => {
    const fixed = { ...bach, steps: [step('a', { undone: true }), step('a')] };
    const signal = sampleSignal(bach, { id: 'fix', kind: 'argument-edit', step: 1, sequence: 10 });
    expect(after(both, { episodes: [fixed], signals: [signal] })).toEqual({
      lost: [null, null],
      requests: ['play Sade', 'play Bach'],
    });
  });
});
