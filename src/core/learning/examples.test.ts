import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplesOf, extractExamples } from './examples';
import { NO_EXPERIENCE, withBatch } from './experience';
import { heldOutEpisodes } from './holdout';
import { INITIAL_LEARNING } from './reduce-learning';
import { replayBuffer } from './reservoir';
import { sampleEpisode, sampleLabel, sampleSignal } from './testing/sample-records';

const state = INITIAL_LEARNING;
const many = (count: number, changes: Parameters<typeof sampleLabel>[1] = {}) =>
  Array.from({ length: count }, (_, i) => sampleLabel(`t${i} x`, { sequence: i, ...changes }));

describe('examples', () => {
  it('weigh half after 150 newer ones, and after 75 following an alarm', () => {
    const calm = examplesOf(many(151), state);
    expect(calm[0].weight / calm[150].weight).toBeCloseTo(0.5, 6);
    const hurried = { ...state, monitor: { ...state.monitor, hurry: 10 } };
    const quick = examplesOf(many(76), hurried);
    expect(quick[0].weight / quick[75].weight).toBeCloseTo(0.5, 6);
  });

  it('are at most 3 of one conversation and action, the most trusted and newest', () => {
    const labels = many(6, { conversationId: 'one' }).map((label, i) => ({
      ...label,
      trust: i === 0 ? 1 : 0.5,
    }));
    expect(examplesOf(labels, state).map(({ sequence }) => sequence)).toEqual([0, 4, 5]);
  });

  it('never weigh more than their trust, and no conversation more than a tenth where there are eleven', () => {
    const entry = fc.record({
      conversation: fc.nat({ max: 14 }),
      action: fc.constantFrom('a', 'b', 'reply'),
      sign: fc.constantFrom<1 | -1>(1, -1),
      trust: fc.constantFrom(0.1, 0.3, 0.5, 0.7, 1),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const labels = entries.map(({ conversation, ...rest }, i) =>
          sampleLabel(`r${i}`, { ...rest, sequence: i, conversationId: `c${conversation}` }),
        );
        const examples = examplesOf(labels, state);
        for (const { weight, trust } of examples) expect(weight).toBeLessThanOrEqual(trust);
        const origins = new Map<string, number>();
        for (const { conversationId, weight } of examples) {
          origins.set(conversationId, (origins.get(conversationId) ?? 0) + weight);
        }
        const total = [...origins.values()].reduce((sum, weight) => sum + weight, 0);
        if (origins.size < 11) return;
        for (const own of origins.values()) expect(own).toBeLessThanOrEqual(0.1 * total + 1e-9);
      }),
    );
  });

  it('leave out what is quarantined', () => {
    const [first, second] = many(2);
    const cautious = { ...state, quarantined: [first.signalId] };
    expect(examplesOf([first, second], cautious)).toHaveLength(1);
  });

  it('keep their side when others are quarantined', () => {
    const labels = many(12);
    const sideOf = (quarantined: readonly string[]) =>
      examplesOf(labels, { ...state, quarantined }).filter(({ holdout }) => holdout);
    const [first] = labels;
    expect(sideOf([first.signalId])).toHaveLength(3);
    expect(sideOf([first.signalId]).map(({ request }) => request)).toEqual(
      sideOf([]).map(({ request }) => request),
    );
  });

  it('are the same whether derived at once or batch by batch, in any order of what is taken back', () => {
    const entry = fc.record({
      topic: fc.integer({ min: 0, max: 3 }),
      variant: fc.integer({ min: 0, max: 3 }),
      kind: fc.constantFrom('correction', 'thumbs-up', 'thumbs-down', 'copy'),
      action: fc.constantFrom('a', 'b', 'reply'),
      revokeLater: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 15 }), (entries) => {
        const episodes = entries.map(({ topic, variant }, i) =>
          sampleEpisode(`t${topic} v${variant}`, { id: `e${i}`, sequence: 2 * i }),
        );
        const signals = entries.map(({ kind, action }, i) =>
          sampleSignal(episodes[i], { id: `s${i}`, sequence: 2 * i + 1, kind, action } as never),
        );
        let experience = NO_EXPERIENCE;
        signals.forEach((signal, i) => {
          experience = withBatch(experience, { episodes: [episodes[i]], signals: [signal] });
        });
        const final = signals.map((signal, i) => ({ ...signal, revoked: entries[i].revokeLater }));
        for (const signal of final) {
          if (signal.revoked) experience = withBatch(experience, { signals: [signal] });
        }
        const heldOut = heldOutEpisodes(experience.labels.values());
        expect(examplesOf(experience.ledger, state, heldOut)).toEqual(
          extractExamples(episodes, final, state),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('the replay buffer', () => {
  it('keeps the newest and gives every action its share of the rest', () => {
    const labels = many(100).map((label, i) => ({ ...label, action: i % 20 === 0 ? 'rare' : 'a' }));
    const kept = replayBuffer(labels, 20, 10);
    expect(kept).toHaveLength(20);
    expect(kept.slice(10)).toEqual(labels.slice(90));
    const older = kept.slice(0, 10);
    expect(older.filter(({ action }) => action === 'rare')).toHaveLength(5);
    expect(replayBuffer(labels, 20, 10)).toEqual(kept);
  });
});
