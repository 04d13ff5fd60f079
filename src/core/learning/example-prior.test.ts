import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExamplePrior } from './example-prior';
import { EXAMPLE_RIDGE } from './parameters';

/** A unit vector in the plane. */
const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

test('a request equal to an example belongs to that example’s action', () => {
  const prior = new ExamplePrior([
    { action: 'a', embeddings: [at(0), at(20)] },
    { action: 'b', embeddings: [at(90), at(110)] },
  ]);
  const scores = prior.scores(at(10));
  expect(scores.get('a')).toBeGreaterThan(0.8);
  expect(scores.get('b')).toBeLessThan(0.2);
});

test('what two actions have in common counts for neither: the request between them is torn evenly', () => {
  const prior = new ExamplePrior([
    { action: 'a', embeddings: [at(30)] },
    { action: 'b', embeddings: [at(60)] },
  ]);
  const scores = prior.scores(at(45));
  expect(scores.get('a')).toBeCloseTo(scores.get('b') ?? NaN, 6);
});

test('one example alone is reproduced up to the ridge', () => {
  const prior = new ExamplePrior([{ action: 'a', embeddings: [at(0)] }]);
  expect(prior.scores(at(0)).get('a')).toBeCloseTo(1 / (1 + EXAMPLE_RIDGE), 9);
});

test('an action without examples scores zero everywhere', () => {
  const prior = new ExamplePrior([
    { action: 'a', embeddings: [at(0)] },
    { action: 'empty', embeddings: [] },
  ]);
  expect(prior.scores(at(33)).get('empty')).toBe(0);
});

test('scores are finite, also for repeated and contradicting examples', () => {
  const angle = fc.integer({ min: 0, max: 359 });
  fc.assert(
    fc.property(
      fc.array(angle, { maxLength: 8 }),
      fc.array(angle, { maxLength: 8 }),
      angle,
      (a, b, x) => {
        const prior = new ExamplePrior([
          { action: 'a', embeddings: [...a, ...a].map(at) },
          { action: 'b', embeddings: [...a, ...b].map(at) },
        ]);
        return [...prior.scores(at(x)).values()].every(Number.isFinite);
      },
    ),
  );
});
