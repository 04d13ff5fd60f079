import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../generation/prng';
import { NO_EXPERIENCE, withBatch } from './experience';
import { FeatureSpace } from './feature-space';
import { buildBasis } from './basis';
import { headHash, zeroHead } from './head';
import type { Mind } from './mind';
import { observe } from './observe';
import { INITIAL_LEARNING } from './reduce-learning';
import { eventLogs } from './testing/event-log';
import { sampleSnapshot } from './testing/sample-snapshot';
import { syntheticState } from './testing/synthetic-encoder';

const ACTIONS = ['reply', 'a', 'b'];
const requests = Array.from({ length: 320 }, (_, i) => `topic${i % 40} r${i}`);
const basis = buildBasis(requests, requests.map(syntheticState), 'synthetic');
const space = new FeatureSpace(basis, ACTIONS, [], 5);

/** v1, trained after the first signals, live or in trial on top of nothing. */
function mindOf(live: boolean, trial: boolean, seed: number): Mind {
  const random = createRandom(seed);
  const head = zeroHead(ACTIONS, basis.projection.dimensions);
  head.weights.forEach((_, i) => (head.weights[i] = (random.next() - 0.5) / 20));
  const versions = ['v1', 'v2'].map((id) =>
    sampleSnapshot(id, { head, sequence: 45, projectionHash: basis.projection.hash }),
  );
  const state = {
    ...INITIAL_LEARNING,
    liveId: live ? 'v1' : null,
    trial: trial ? { candidateId: 'v2', since: 45, events: 0, wins: 0, losses: 0 } : null,
    candidates: Number(trial),
  };
  return { state, snapshots: new Map(versions.map((one) => [one.id, one])) };
}

const minds = fc
  .tuple(fc.boolean(), fc.boolean(), fc.nat({ max: 50 }))
  .map(([live, trial, seed]) => mindOf(live, trial, seed));

describe('what a log does to learning', () => {
  const look = (mind: Mind, log: Parameters<typeof withBatch>[1]) =>
    observe(mind, {
      experience: withBatch(NO_EXPERIENCE, log),
      pins: [],
      space,
      gate: () => 1,
      sequence: 1000,
    });

  it('is a pure function of it: the same log gives the same, and changes no weights', () => {
    fc.assert(
      fc.property(minds, eventLogs(20), (mind, log) => {
        const before = structuredClone(mind);
        const after = look(mind, log);
        expect(look(mind, log)).toEqual(after);
        expect(mind).toEqual(before);
        for (const [id, { head, hash }] of after.snapshots) {
          expect(headHash(head)).toBe(hash);
          expect(hash).toBe(before.snapshots.get(id)?.hash);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves the live version for the candidate that proved itself or, by an alarm, for the one before', () => {
    fc.assert(
      fc.property(minds, eventLogs(40), (mind, log) => {
        const { state } = look(mind, log);
        const { liveId } = mind.state;
        const rang = state.alarms.length === 1;
        expect(rang && liveId === null).toBe(false);
        if (rang) expect(state.liveId).toBeNull();
        else expect([liveId, mind.state.trial?.candidateId]).toContain(state.liveId);
        // What was said since the version gone back to is set aside, and what was not said is not.
        const known = new Set(log.signals.map(({ id }) => id));
        expect(state.quarantined.every((id) => known.has(id))).toBe(true);
        if (!rang) expect(state.quarantined).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
