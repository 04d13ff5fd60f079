import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceAt } from './decision-state';
import type { GateInput } from './gate-a';
import { gateA } from './gate-a';
import { zeroHead } from './head';
import type { Head } from './snapshot';

const ACTIONS = ['reply', 'a', 'b'];
const state = (request: string, scores: number[], gate = 0) => ({
  request,
  prior: { actions: ACTIONS, scores },
  phi: new Float32Array(2),
  gate,
});

/** A head that prefers `b` by 6 nat wherever the gate is open. */
function leaning(): Head {
  const head = zeroHead(ACTIONS, 2);
  head.bias[2] = 6;
  return head;
}

const wins = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ state: state(`w${i}`, [3, 0, 0], 1), action: 'b' }));
const losses = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    state: state(`l${i}`, [3, 0, 0], 1),
    action: 'reply',
  }));
const audit = (open: number) =>
  Array.from({ length: 128 }, (_, i) => state(`u${i}`, [3, 0, 0], i < open ? 1 : 0));

function report(changes: Partial<GateInput> = {}) {
  const input = { live: null, audit: audit(0), pins: [], failedCalls: [], heldOut: wins(2) };
  return gateA({ candidate: leaning(), ...input, ...changes });
}
const failed = (changes: Partial<GateInput>) =>
  report(changes)
    .checks.filter(({ passed }) => !passed)
    .map(({ name }) => name);

describe('gate A', () => {
  it('lets a candidate through that wins on held-out feedback and changes nothing else', () => {
    expect(report()).toMatchObject({ passed: true, wins: 2, losses: 0, significant: false });
  });

  it('does not let one through without enough wins', () => {
    expect(failed({ heldOut: [] })).toEqual(['holdout']);
    expect(failed({ heldOut: wins(1) })).toEqual(['holdout']);
    expect(failed({ heldOut: [...wins(4), ...losses(2)] })).toEqual(['holdout']);
    expect(report({ heldOut: [] }).passed).toBe(false);
  });

  it('wants to be surer the more the live version gets wrong: 2 wins of 9 do, of 10 not, 3 do', () => {
    const ties = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ state: state(`t${i}`, [3, 0, 0]), action: 'a' }));
    expect(failed({ heldOut: [...wins(2), ...ties(7)] })).toEqual([]);
    expect(failed({ heldOut: [...wins(2), ...ties(8)] })).toEqual(['holdout']);
    expect(failed({ heldOut: [...wins(3), ...ties(7)] })).toEqual([]);
    const known = Array.from({ length: 50 }, (_, i) => ({
      state: state(`k${i}`, [3, 0, 0]),
      action: 'reply',
    }));
    expect(failed({ heldOut: [...wins(2), ...known] })).toEqual([]);
  });

  it('never breaks a pinned case', () => {
    const pin = { state: state('p', [3, 0, 0], 1), action: 'reply' };
    expect(failed({ pins: [pin] })).toEqual(['pinned']);
  });

  it('asks the user where it changes a pinned case for the better', () => {
    const pin = { state: state('p', [3, 0, 0], 1), action: 'b' };
    expect(report({ pins: [pin] })).toMatchObject({ passed: true, significant: true });
  });

  it('asks the user above 3 % of flips: 3 of 128 pass, 4 do not', () => {
    const weak = leaning();
    weak.bias[2] = 3.01;
    expect(report({ candidate: weak, audit: audit(3) }).significant).toBe(false);
    const more = report({ candidate: weak, audit: audit(4) });
    expect(more).toMatchObject({ significant: true, passed: true });
    expect(more.checks.find(({ name }) => name === 'audit-flips')?.sentence).toBe(
      '4 of 128 unrelated requests would be decided differently.',
    );
  });

  it('refuses one that drifts from the untrained agent on unrelated requests', () => {
    expect(failed({ audit: audit(40) })).toContain('audit-divergence');
  });

  it('brings back no call whose details could not be made out', () => {
    const failedCall = { state: state('f', [3, 0, 0], 1), action: 'b' };
    expect(failed({ failedCalls: [failedCall] })).toEqual(['invalid-calls']);
    expect(failed({ failedCalls: [{ ...failedCall, action: 'a' }] })).toEqual([]);
    // No more than the present version makes.
    expect(failed({ live: leaning(), failedCalls: [failedCall] })).toEqual(['holdout']);
  });

  it('refuses weights that are not numbers', () => {
    const broken = zeroHead(ACTIONS, 2);
    broken.weights[1] = NaN;
    expect(failed({ candidate: broken })).toContain('finite');
  });
});

describe('gate A over any candidate', () => {
  const nat = fc.double({ min: -8, max: 8, noNaN: true });
  const head = fc.array(nat, { minLength: 3, maxLength: 3 }).map((bias): Head => ({
    ...zeroHead(ACTIONS, 2),
    bias: Float32Array.from(bias),
  }));
  const known = fc.record({
    state: fc
      .record({ scores: fc.array(nat, { minLength: 3, maxLength: 3 }), gate: fc.boolean() })
      .map(({ scores, gate }) => state('x', scores, Number(gate))),
    action: fc.constantFrom(...ACTIONS),
  });
  const inputs = fc.record({
    candidate: head,
    live: fc.option(head),
    audit: fc.array(known, { maxLength: 12 }).map((list) => list.map((one) => one.state)),
    pins: fc.array(known, { maxLength: 4 }),
    failedCalls: fc.array(known, { maxLength: 4 }),
    heldOut: fc.array(known, { maxLength: 12 }),
  });

  it('passes exactly those that pass every check but that on flips, which asks the user', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { passed, checks, significant } = gateA(input);
        const named = new Map(checks.map((check) => [check.name, check.passed]));
        expect(named.size).toBe(6);
        const others = checks.filter(({ name }) => name !== 'audit-flips');
        expect(passed).toBe(others.every((check) => check.passed));
        if (named.get('audit-flips') === false) expect(significant).toBe(true);
        for (const { sentence } of checks) expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
      }),
    );
  });

  it('never passes one that decides as the live version does, or that breaks a pinned case', () => {
    fc.assert(
      fc.property(inputs, known, (input, pin) => {
        expect(gateA({ ...input, candidate: input.live ?? zeroHead(ACTIONS, 2) }).passed).toBe(
          false,
        );
        const kept = choiceAt(pin.state, input.candidate) === pin.action;
        const pinned = gateA({ ...input, pins: [...input.pins, pin] });
        if (!kept) expect(pinned.passed).toBe(false);
      }),
    );
  });
});
