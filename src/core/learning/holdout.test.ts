import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldOutEpisodes } from './holdout';
import { sampleLabel } from './testing/sample-records';

const label = (i: number, changes: Parameters<typeof sampleLabel>[1] = {}) =>
  sampleLabel(`r${i}`, { sequence: i, ...changes });
const episodes = (...places: number[]) => places.map((i) => `episode r${i}`);

describe('the hold-out', () => {
  it('keeps the 2nd and 5th episode of a kind apart, then every 5th', () => {
    const labels = Array.from({ length: 22 }, (_, i) => label(i + 1));
    expect([...heldOutEpisodes(labels)]).toEqual(episodes(2, 5, 10, 15, 20));
  });

  it('counts each action and sign by itself, in order of arrival', () => {
    const labels = [1, 2, 3, 4].map((i) => label(i, { action: i % 2 === 0 ? 'a' : 'b' }));
    expect([...heldOutEpisodes(labels.reverse())]).toEqual(episodes(3, 4));
    const signs = [1, 2].map((i) => label(i, { sign: i === 2 ? -1 : 1 }));
    expect([...heldOutEpisodes(signs)]).toEqual([]);
  });

  it('counts what the untrained agent knew apart from what it had to be told', () => {
    const known = { actions: ['reply', 'a', 'b'], scores: [0, 1, 0] };
    const labels = [1, 2, 3, 4].map((i) => label(i, i % 2 === 0 ? { prior: known } : {}));
    expect([...heldOutEpisodes(labels)]).toEqual(episodes(3, 4));
  });

  it('places an episode by what was right about it, however it was undone before', () => {
    const taught = [1, 2].flatMap((i) => [
      label(2 * i, { episodeId: `e${i}`, sign: -1, action: `wrong${i}`, kind: 'undo' }),
      label(2 * i + 1, { episodeId: `e${i}` }),
    ]);
    expect([...heldOutEpisodes(taught)]).toEqual(['e2']);
  });

  it('never moves what is on one side to the other by a label that comes later', () => {
    const entry = fc.record({
      episode: fc.nat({ max: 30 }),
      action: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const labels = entries.map(({ episode, action }, i) =>
          label(i, { episodeId: `e${episode}`, action }),
        );
        const before = labels.slice(0, -1);
        const [held, later] = [heldOutEpisodes(before), heldOutEpisodes(labels)];
        for (const { episodeId } of before) {
          expect(later.has(episodeId)).toBe(held.has(episodeId));
        }
      }),
    );
  });

  it('is about a fifth of much feedback', () => {
    const labels = Array.from({ length: 1000 }, (_, i) => label(i, { action: `a${i % 7}` }));
    expect(heldOutEpisodes(labels).size / 1000).toBeCloseTo(0.2, 1);
  });
});
