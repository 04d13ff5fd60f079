import { describe, expect, it } from 'vitest';
import { outcomeOf } from './outcome';
import { successPoints } from './success';
import { sampleDecision, sampleEpisode, sampleSignal } from './testing/sample-records';
import { wilson } from './wilson';

/** The agent chose `a`, the frozen one would have replied. */
const decision = { ...sampleDecision({ reply: 2, a: 1, b: 0 }), chosen: 'a' };
const episode = sampleEpisode('x', { decision });
const outcome = (...kinds: [kind: string, action: string][]) =>
  outcomeOf(
    episode,
    kinds.map(([kind, action], i) =>
      sampleSignal(episode, { id: `s${i}`, sequence: i, kind, action } as never),
    ),
  );

describe('an outcome', () => {
  it('says who was right where the right action is known', () => {
    const right = { liveRight: true, frozenRight: false, undone: false };
    expect(outcome(['thumbs-up', 'a'])).toMatchObject(right);
    const corrected = { right: 'reply', liveRight: false, frozenRight: true, undone: true };
    expect(outcome(['correction', 'reply'])).toMatchObject(corrected);
  });

  it('is what was said last, but not what was said with less trust', () => {
    expect(outcome(['verified-success', 'a'], ['correction', 'b'])?.right).toBe('b');
    expect(outcome(['correction', 'b'], ['copy', 'a'])?.right).toBe('b');
  });

  it('gives the frozen agent the benefit of the doubt where only a wrong action is known', () => {
    expect(outcome(['thumbs-down', 'a'])).toMatchObject({ liveRight: false, frozenRight: true });
    expect(outcome()).toBeNull();
  });
});

describe('success', () => {
  it('is the rate over the last labelled decisions, with its interval', () => {
    const right = outcome(['thumbs-up', 'a']);
    const wrong = outcome(['correction', 'reply']);
    const points = successPoints(
      [right, right, wrong, wrong].filter((o) => o !== null),
      2,
    );
    expect(points.map(({ live }) => live.mean)).toEqual([1, 1, 0.5, 0]);
    expect(points.map(({ frozen }) => frozen.mean)).toEqual([0, 0, 0.5, 1]);
    expect(points.map(({ count }) => count)).toEqual([1, 2, 2, 2]);
  });

  it('has the 95 % interval of Wilson: 8 of 10 is .49 to .94', () => {
    const { low, high } = wilson(8, 10);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });
});
