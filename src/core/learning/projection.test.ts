import { describe, expect, it } from 'vitest';
import { createRandom } from '../generation/prng';
import { fitProjection, project } from './projection';
import { symmetricEigen } from './symmetric-eigen';
import { dot, norm } from './vector';

/** Points whose k-th coordinate has a standard deviation of 2^-k, turned by a fixed rotation of two axes. */
function cloud(count: number, size: number): Float32Array[] {
  const random = createRandom(3);
  return Array.from({ length: count }, () => {
    const point = Float32Array.from({ length: size }, (_, k) => (random.next() - 0.5) * 2 ** -k);
    const [x, y] = point;
    point[0] = 0.6 * x - 0.8 * y + 1;
    point[1] = 0.8 * x + 0.6 * y - 2;
    return point;
  });
}

describe('symmetricEigen', () => {
  it('takes a symmetric matrix apart into orthonormal vectors, largest value first', () => {
    const n = 12;
    const random = createRandom(1);
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k <= i; k++) matrix[i * n + k] = matrix[k * n + i] = random.next() - 0.5;
    }
    const { values, vectors } = symmetricEigen(matrix, n);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        let rebuilt = 0;
        let product = 0;
        for (let j = 0; j < n; j++) {
          rebuilt += values[j] * vectors[j * n + i] * vectors[j * n + k];
          product += vectors[i * n + j] * vectors[k * n + j];
        }
        expect(rebuilt).toBeCloseTo(matrix[i * n + k], 8);
        expect(product).toBeCloseTo(i === k ? 1 : 0, 8);
      }
    }
  });
});

describe('the projection', () => {
  const states = cloud(300, 10);
  const projection = fitProjection(states, 4);

  it('gives every state the length sqrt(d), and the mean nothing', () => {
    for (const state of states.slice(0, 20)) {
      expect(norm(project(projection, state))).toBeCloseTo(2, 5);
    }
    expect(norm(project(projection, projection.mean))).toBe(0);
  });

  it('makes directions that vary equally loud, and hushes those below the floor', () => {
    const loudness = [0, 1, 2, 3].map((i) => {
      const raw = states.map((state) =>
        dot(
          state.map((value, k) => value - projection.mean[k]),
          projection.matrix,
          i * 10,
        ),
      );
      return raw.reduce((sum, value) => sum + value * value, 0) / raw.length;
    });
    expect(loudness[0]).toBeCloseTo(1 / 1.01, 2);
    expect(loudness[1]).toBeGreaterThan(0.9);
    // Variance 4^-3 of the largest, floor 1 %: 0.0156 / 0.0256.
    expect(loudness[3]).toBeGreaterThan(0.5);
    expect(loudness[3]).toBeLessThan(0.7);
  });

  it('is the same, with the same hash, each time it is fitted', () => {
    const again = fitProjection(states, 4);
    expect(again.hash).toBe(projection.hash);
    expect(fitProjection(states.slice(1), 4).hash).not.toBe(projection.hash);
  });
});
