import { describe, expect, it } from 'vitest';
import { zeroHead } from './head';
import type { Projection } from './projection';
import { sampleLabel } from './testing/sample-records';
import { sampleSnapshot } from './testing/sample-snapshot';
import { compareVersions } from './version-comparison';

/** Keeps the first 4 of the synthetic encoder's dimensions. */
const dimensions = 4;
const inputs = sampleLabel('x').embedding.length;
const matrix = new Float32Array(dimensions * inputs);
for (let i = 0; i < dimensions; i++) matrix[i * inputs + i] = 1;
const projection: Projection = {
  inputs,
  dimensions,
  mean: new Float32Array(inputs),
  matrix,
  hash: 'projection',
};

/** Its bias alone prefers `a` over the prior's `reply`. */
const head = { ...zeroHead(['reply', 'a', 'b'], dimensions), bias: Float32Array.of(0, 5, 0) };
const prefersA = sampleSnapshot('v1', { head });
const labels = [
  sampleLabel('first', { sequence: 1, action: 'a' }),
  sampleLabel('second', { sequence: 2, action: 'reply' }),
  sampleLabel('third', { sequence: 3, action: 'reply', sign: -1 }),
];
const prior = { actions: ['reply', 'a', 'b'], scores: [2, 1, 0] };
const audit = [{ request: 'weather', prior, phi: new Float32Array(dimensions), gate: 1 }];
const compare = (changes = {}) =>
  compareVersions({
    before: null,
    after: prefersA,
    labels,
    audit,
    projection,
    gate: () => 1,
    ...changes,
  });

describe('the comparison of two versions', () => {
  it('names every request they decide differently, newest first, with what the user said', () => {
    const { changes, taught, unrelated } = compare();
    expect(changes.map(({ request, right }) => [request, right])).toEqual([
      ['third', null],
      ['second', false],
      ['first', true],
      ['weather', null],
    ]);
    expect(changes[0]).toMatchObject({ before: 'reply', after: 'a' });
    expect({ taught, unrelated }).toEqual({ taught: 3, unrelated: 1 });
  });

  it('shows nothing between a version and itself, and reads backwards the other way round', () => {
    expect(compare({ before: prefersA }).changes).toEqual([]);
    const [change] = compare({ before: prefersA, after: null }).changes;
    expect(change).toMatchObject({ before: 'a', after: 'reply' });
  });

  it('lets a head of other features say nothing', () => {
    const strange = { ...prefersA, projectionHash: 'other' };
    expect(compare({ after: strange }).changes).toEqual([]);
  });

  it('leaves none out, however many there are', () => {
    const many = Array.from({ length: 150 }, (_, i) =>
      sampleLabel(`request ${i}`, { sequence: i }),
    );
    expect(compare({ labels: many }).changes).toHaveLength(151);
  });
});
