import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditState, CouncilInput } from './council';
import { contested } from './council';
import { choiceAt } from './decision-state';
import { zeroHead } from './head';
import type { Head } from './snapshot';
import { sampleLabel } from './testing/sample-records';
import { syntheticState } from './testing/synthetic-encoder';

const ACTIONS = ['reply', 'a', 'b'];

/** A head that prefers an action by so many nat wherever it may speak. */
function leaning(action: string, nat: number): Head {
  const head = zeroHead(ACTIONS, 2);
  head.bias[ACTIONS.indexOf(action)] = nat;
  return head;
}

const audited = (request: string, scores = [1, 0, 0]): AuditState => ({
  request,
  embedding: syntheticState(request),
  prior: { actions: ACTIONS, scores },
  phi: new Float32Array(2),
  gate: 1,
});

const council = (changes: Partial<CouncilInput> = {}): CouncilInput => ({
  candidate: leaning('b', 4),
  live: null,
  previous: null,
  labels: [],
  audit: [audited('weather today')],
  ...changes,
});

describe('the council', () => {
  it('abstains where neither memory nor an earlier version has anything to say', () => {
    expect(contested(council())).toEqual([]);
  });

  it('objects where memory is sure of what was decided before', () => {
    const labels = [1, 2, 3].map((sequence) =>
      sampleLabel('weather today', { sequence, action: 'reply', signalId: `s${sequence}` }),
    );
    expect(contested(council({ labels }))).toEqual(['weather today']);
    const elsewhere = labels.map((label) => ({ ...label, embedding: syntheticState('eggs now') }));
    expect(contested(council({ labels: elsewhere }))).toEqual([]);
    const agreeing = labels.map((label) => ({ ...label, action: 'b' }));
    expect(contested(council({ labels: agreeing }))).toEqual([]);
  });

  it('objects where the version before is sure of it, by 2 nat', () => {
    expect(contested(council({ previous: leaning('reply', 1) }))).toEqual(['weather today']);
    expect(contested(council({ previous: leaning('reply', 0.9) }))).toEqual([]);
    expect(contested(council({ previous: leaning('b', 4) }))).toEqual([]);
  });

  it('is asked about changed decisions only', () => {
    const nat = fc.double({ min: -5, max: 5, noNaN: true });
    const action = fc.constantFrom(...ACTIONS);
    const head = fc.option(fc.tuple(action, nat).map(([to, by]) => leaning(to, by)));
    const state = fc
      .tuple(fc.nat({ max: 20 }), fc.array(nat, { minLength: 3, maxLength: 3 }))
      .map(([topic, scores]) => audited(`t${topic} x`, scores));
    const label = fc
      .tuple(fc.nat({ max: 20 }), action, fc.constantFrom<1 | -1>(1, -1))
      .map(([topic, right, sign]) => sampleLabel(`t${topic} y`, { action: right, sign }));
    const input = fc.record({
      candidate: head.map((one) => one ?? zeroHead(ACTIONS, 2)),
      live: head,
      previous: head,
      labels: fc.array(label, { maxLength: 10 }),
      audit: fc.uniqueArray(state, { maxLength: 10, selector: ({ request }) => request }),
    });
    fc.assert(
      fc.property(input, (asked) => {
        const { candidate, live, audit } = asked;
        const changed = audit.filter((one) => choiceAt(one, live) !== choiceAt(one, candidate));
        const names = changed.map(({ request }) => request);
        expect(names).toEqual(expect.arrayContaining(contested(asked)));
        expect(contested({ ...asked, live: candidate })).toEqual([]);
        expect(contested({ ...asked, labels: [], previous: null })).toEqual([]);
      }),
    );
  });
});
