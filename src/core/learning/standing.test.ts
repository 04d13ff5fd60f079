import { expect, it } from 'vitest';
import { NO_EXPERIENCE, withBatch } from './experience';
import { INITIAL_LEARNING } from './reduce-learning';
import { standings } from './standing';
import { sampleEpisode, sampleSignal } from './testing/sample-records';

const episode = sampleEpisode('eggs please');
const said = (id: string, sequence: number, changes = {}) =>
  sampleSignal(episode, { id, sequence, ...changes });
const older = said('older', 1, { action: 'b' });
const newer = said('newer', 2, { action: 'a' });
const aside = said('aside', 3, { action: 'a', kind: 'thumbs-up' });
const left = said('left', 4, { kind: 'abandon' });

it('a piece of feedback teaches, was replaced, was set aside, waits for its tool, or was only recorded', () => {
  const signals = [older, newer, aside, left];
  const experience = withBatch(NO_EXPERIENCE, { episodes: [episode], signals });
  const state = { ...INITIAL_LEARNING, quarantined: ['aside'] };
  const standing = standings(experience, state, () => true);
  expect(signals.map(standing)).toEqual(['replaced', 'teaches', 'quarantined', 'recorded']);
  const without = standings(experience, state, (action) => action !== 'a');
  expect(signals.map(without)).toEqual(['replaced', 'tool-gone', 'tool-gone', 'recorded']);
});
