import { describe, expect, it } from 'vitest';
import { createRandom } from '../generation/prng';
import { TRIAL_EVENTS } from './parameters';
import { INITIAL_LEARNING, reduceLearning } from './reduce-learning';

const CANDIDATES = 1000;
/** Share of events at which candidate and live version differ and one of them is right. */
const DIFFER = 0.3;
const gate = { passed: true, significant: false, checks: [], wins: 0, losses: 0 };

/** How many of a thousand first candidates go live that are the better one of a pair with chance `odds`. */
function promotedOf(odds: number, seed: number): number {
  const random = createRandom(seed);
  let promoted = 0;
  for (let i = 0; i < CANDIDATES; i++) {
    const candidate = { id: 'v1', parentId: null, gate };
    let { state } = reduceLearning(INITIAL_LEARNING, {
      type: 'candidate-trained',
      candidate,
      sequence: 0,
      labels: 8,
    });
    const trial = { events: 0, wins: 0, losses: 0 };
    while (state.trial && trial.events < TRIAL_EVENTS) {
      trial.events++;
      if (random.next() < DIFFER) trial[random.next() < odds ? 'wins' : 'losses']++;
      ({ state } = reduceLearning(state, {
        type: 'pair-observed',
        trial: { ...trial },
        significant: false,
        monitor: null,
        sequence: trial.events,
        expected: 0.2,
      }));
    }
    if (state.liveId !== null) promoted++;
  }
  return promoted;
}

describe('the trial', () => {
  it('lets at most 5 % of candidates through that are exactly as good as the live version', () => {
    for (let seed = 1; seed <= 5; seed++) {
      expect(promotedOf(0.5, seed) / CANDIDATES).toBeLessThanOrEqual(0.05);
    }
  });

  it('lets none of a thousand candidates through that lose three pairs in four', () => {
    for (let seed = 1; seed <= 5; seed++) expect(promotedOf(0.25, seed)).toBe(0);
  });

  it('lets nine in ten through that win nine pairs in ten', () => {
    expect(promotedOf(0.9, 1) / CANDIDATES).toBeGreaterThan(0.9);
  });
});
