import { expect, it } from 'vitest';
import { isLooping } from './repetition';

const phrase = (length: number) => Array.from({ length }, (_, i) => i);
const times = (count: number, tokens: number[]) =>
  Array.from({ length: count }, () => tokens).flat();

it('calls three rounds of the same eight or more tokens a loop', () => {
  expect(isLooping([99, ...times(3, phrase(8))])).toBe(true);
  expect(isLooping(times(3, phrase(40)))).toBe(true);
});

it('lets two rounds be', () => {
  expect(isLooping(times(2, phrase(20)))).toBe(false);
});

it('calls one token a loop at 24, not at 23', () => {
  expect(isLooping(times(23, [5]))).toBe(false);
  expect(isLooping(times(24, [5]))).toBe(true);
});

it('looks at the end only: a loop that was left is none', () => {
  expect(isLooping([...times(3, phrase(8)), 77])).toBe(false);
});

it('is not fooled by rounds that differ in one token', () => {
  expect(isLooping([...phrase(8), ...phrase(7), 50, ...phrase(8)])).toBe(false);
});
