import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/generation/prng';
import { callStream } from './call-stream';

const rows = ['a', 'b', 'c'].flatMap((label) =>
  Array.from({ length: 20 }, (_, i) => ({ text: `${label} ${i}`, label, arguments: {} })),
);

describe('a stream of calls', () => {
  it('takes the first three rows of each label as examples and never asks them', () => {
    const { examples, events } = callStream(rows, 51, createRandom(1));
    expect(examples.get('b')!.map(({ text }) => text)).toEqual(['b 0', 'b 1', 'b 2']);
    const asked = new Set(events.map(({ text }) => text));
    expect(asked.size).toBe(51);
    expect(asked.has('b 1')).toBe(false);
  });

  it('uses one tool more than the others, and all when the rows run out', () => {
    const uses = (count: number) => {
      const { events } = callStream(rows, count, createRandom(2));
      return ['a', 'b', 'c'].map((label) => events.filter((row) => row.label === label).length);
    };
    expect(Math.max(...uses(25))).toBeGreaterThan(Math.min(...uses(25)) + 4);
    expect(uses(500)).toEqual([17, 17, 17]);
  });

  it('is the same for the same seed and another one for another', () => {
    const texts = (seed: number) =>
      callStream(rows, 30, createRandom(seed)).events.map(({ text }) => text);
    expect(texts(3)).toEqual(texts(3));
    expect(texts(3)).not.toEqual(texts(4));
  });
});
