import { describe, expect, it } from 'vitest';
import { sampleLabel } from '../learning/testing/sample-records';
import { syntheticState } from '../learning/testing/synthetic-encoder';
import { neighbours, vote } from './recall';

const at = syntheticState('alpha now');
const near = (labels: Parameters<typeof neighbours>[0]) => neighbours(labels, at, 0.35);

describe('recall', () => {
  it('finds the labels near a request, nearest first, and no others', () => {
    const labels = [sampleLabel('beta 1'), sampleLabel('alpha 1'), sampleLabel('alpha now')];
    const found = near(labels).map(({ label }) => label.request);
    expect(found).toEqual(['alpha now', 'alpha 1']);
  });

  it('votes by nearness and trust, against an action where it was wrong', () => {
    const votes = vote(
      near([
        sampleLabel('alpha now', { action: 'a', trust: 1 }),
        sampleLabel('alpha now', { action: 'b', trust: 0.5 }),
        sampleLabel('alpha now', { action: 'c', trust: 0.3, sign: -1 }),
      ]),
    );
    expect(votes.get('a')).toBeCloseTo(1 / 3, 6);
    expect(votes.get('b')).toBeCloseTo(0.5 / 3, 6);
    expect(votes.get('c')).toBeCloseTo(-0.3 / 3, 6);
  });

  it('asks at most the 8 nearest', () => {
    const labels = Array.from({ length: 20 }, () => sampleLabel('alpha now', { trust: 1 }));
    expect(vote(near(labels)).get('a')).toBeCloseTo(1, 6);
    const far = [...labels.slice(0, 8), sampleLabel('alpha 1', { action: 'b' })];
    expect(vote(near(far)).has('b')).toBe(false);
  });

  it('is silent where nothing is near', () => {
    expect(vote(near([sampleLabel('beta 1')])).size).toBe(0);
  });
});
