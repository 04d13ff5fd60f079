import { expect, it } from 'vitest';
import { alignHead, headHash, headScores, zeroHead } from './head';

const head = {
  actions: ['a', 'b'],
  dimensions: 2,
  weights: Float32Array.of(1, 2, 3, 4),
  bias: Float32Array.of(0.5, -0.5),
};
const phi = Float32Array.of(1, 10);

it('finds its rows by action, whatever the order, and knows nothing of new actions', () => {
  expect(headScores(head, ['b', 'new', 'a'], phi)).toEqual([42.5, 0, 21.5]);
  const aligned = alignHead(head, ['new', 'b']);
  expect(headScores(aligned, ['b', 'new', 'a'], phi)).toEqual([42.5, 0, 0]);
});

it('has a hash that any change of a byte or an action changes', () => {
  const hash = headHash(head);
  expect(headHash({ ...head, weights: head.weights.slice() })).toBe(hash);
  expect(headHash({ ...head, weights: Float32Array.of(1, 2, 3, 4.0000005) })).not.toBe(hash);
  expect(headHash({ ...head, bias: Float32Array.of(0.5, 0) })).not.toBe(hash);
  expect(headHash({ ...head, actions: ['b', 'a'] })).not.toBe(hash);
  expect(headHash(zeroHead(['a'], 2))).not.toBe(headHash(zeroHead(['b'], 2)));
});
