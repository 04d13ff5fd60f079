import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleLabel } from '../learning/testing/sample-records';
import { lessonFor, lift } from './lesson';

const near = (similarity: number, changes: Parameters<typeof sampleLabel>[1] = {}) => ({
  similarity,
  belief: 1,
  age: 0,
  label: sampleLabel('x', changes),
});

describe('a lesson', () => {
  it('holds with full strength where the mistake would be repeated for nearly the same request', () => {
    expect(lessonFor([near(0.86)], 'reply')).toEqual({ action: 'a', strength: 1 });
    expect(lessonFor([near(0.74)], 'reply')?.strength).toBeCloseTo(0.5, 6);
  });

  it('is silent far away, and where the agent is about to do something else than it corrected', () => {
    expect(lessonFor([near(0.65)], 'reply')).toBeNull();
    expect(lessonFor([near(0.88)], 'b')).toBeNull();
    expect(lessonFor([near(1)], 'b')).toEqual({ action: 'a', strength: 1 });
  });

  it('does not come from praise alone', () => {
    expect(lessonFor([near(1, { kind: 'thumbs-up' })], 'reply')).toBeNull();
  });

  it('is outvoted by later confirmations of something else', () => {
    const praise = near(1, { kind: 'thumbs-up', action: 'reply', trust: 0.5 });
    expect(lessonFor([near(1), praise], 'reply')?.action).toBe('a');
    expect(lessonFor([near(1), praise, praise], 'reply')).toBeNull();
    expect(lessonFor([near(1), praise, praise, praise], 'reply')).toBeNull();
  });

  it('lifts its action over any prior to the wanted lead, and never lowers it', () => {
    const scores = fc.array(fc.double({ min: -20, max: 15, noNaN: true }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(scores, (values) => {
        const actions = values.map((_, i) => `action${i}`);
        const raised = lift(actions, values, { action: 'action0', strength: 1 });
        expect(raised).toBeGreaterThanOrEqual(0);
        const lead = values[0] + raised - Math.max(...values.slice(1));
        expect(lead).toBeGreaterThanOrEqual(2 - 1e-9);
      }),
    );
  });

  it('fades to nothing as its strength does', () => {
    expect(lift(['a', 'b'], [0, 15], { action: 'a', strength: 0.001 })).toBeLessThan(0.05);
  });
});
