import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Paced } from './paced';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows the first value at once, then the newest at its pace, and the last one in any case', () => {
  const shown: number[] = [];
  const paced = new Paced<number>(100, Date, (value) => shown.push(value));
  for (const value of [1, 2, 3]) paced.push(value);
  expect(shown).toEqual([1]);
  vi.advanceTimersByTime(100);
  expect(shown).toEqual([1, 3]);
  vi.advanceTimersByTime(500);
  paced.push(4);
  expect(shown).toEqual([1, 3, 4]);
});

it('shows nothing after it was stopped', () => {
  const shown: number[] = [];
  const paced = new Paced<number>(100, Date, (value) => shown.push(value));
  paced.push(1);
  paced.push(2);
  paced.stop();
  vi.advanceTimersByTime(500);
  expect(shown).toEqual([1]);
});
