import { expect, it } from 'vitest';
import { penaliseRepetition } from './penalties';

it('lowers written tokens once each, whatever their sign, and no others', () => {
  const logits = Float32Array.of(2, -2, 4, -4);
  penaliseRepetition(logits, [0, 1, 0, 0], 2);
  expect([...logits]).toEqual([1, -4, 4, -4]);
});

it('changes nothing at a penalty of 1', () => {
  const logits = Float32Array.of(2, -2);
  penaliseRepetition(logits, [0, 1], 1);
  expect([...logits]).toEqual([2, -2]);
});
