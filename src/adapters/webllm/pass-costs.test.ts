import { expect, it } from 'vitest';
import { PassCosts } from './pass-costs';

it('tokens go together until a pass for each was seen to be cheaper', () => {
  const costs = new PassCosts();
  expect(costs.areCheaperSingly(2)).toBe(false);
  costs.note(30, 8000);
  expect(costs.areCheaperSingly(2)).toBe(false);
  costs.note(1, 1300);
  expect([2, 6, 7].map((tokens) => costs.areCheaperSingly(tokens))).toEqual([true, true, false]);
});

it('a slow first pass does not count for ever', () => {
  const costs = new PassCosts();
  costs.note(4, 9000);
  costs.note(1, 1000);
  costs.note(4, 1100);
  expect(costs.areCheaperSingly(2)).toBe(false);
});

it('one token is one pass', () => {
  const costs = new PassCosts();
  costs.note(4, 9000);
  costs.note(1, 1);
  expect(costs.areCheaperSingly(1)).toBe(false);
});
