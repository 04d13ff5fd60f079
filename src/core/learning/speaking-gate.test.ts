import { expect, it } from 'vitest';
import { GateKeeper } from './speaking-gate';
import { syntheticState } from './testing/synthetic-encoder';

const anchors = Array.from({ length: 100 }, (_, i) => syntheticState(`unrelated${i} x`));
const keeper = new GateKeeper({ anchors, audit: [] });
const taught = ['alpha 1', 'alpha 2', 'beta 1'].map(syntheticState);
const gate = keeper.gate(taught);

it('is open at what was taught and near it, and closed far from it', () => {
  expect(gate(taught[0])).toBeGreaterThan(0.99);
  expect(gate(syntheticState('alpha new'))).toBeGreaterThan(0.9);
  expect(gate(syntheticState('gamma new'))).toBeLessThan(0.5);
});

it('is more than half open at only one in twenty unrelated requests', () => {
  expect(anchors.filter((anchor) => gate(anchor) > 0.5).length).toBeLessThanOrEqual(5);
});

it('is the same at an audit state as at any request that says the same', () => {
  const request = 'alpha audited';
  const embedding = syntheticState(request);
  const audited = new GateKeeper({ anchors, audit: [{ request, embedding }] }).gate(taught);
  expect(audited(embedding)).toBeCloseTo(gate(syntheticState(request)), 5);
});

it('is shut while nothing was taught', () => {
  expect(keeper.gate([])(taught[0])).toBe(0);
});
