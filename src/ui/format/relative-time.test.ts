import { describe, expect, test } from 'vitest';
import { dueTime, exactTime, relativeTime } from './relative-time';

const now = new Date(2026, 4, 12, 14, 20, 5).getTime();
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const said = (...at: [number, number, number, number, number]) =>
  plain(relativeTime(new Date(...at).getTime(), now));

describe('relativeTime', () => {
  test('says seconds as just now', () => expect(relativeTime(now - 20_000, now)).toBe('just now'));
  test('never speaks of the future, however late the clock of the page is', () =>
    expect(relativeTime(now + 20_000, now)).toBe('just now'));
  test('counts minutes, then hours', () => {
    expect(said(2026, 4, 12, 14, 15)).toBe('5 min ago');
    expect(said(2026, 4, 12, 9, 20)).toBe('5 h ago');
  });
  test('names yesterday with the hour', () => {
    expect(said(2026, 4, 11, 8, 5)).toBe('yesterday 08:05');
  });
  test('gives the date beyond, with the year only when it differs', () => {
    expect(said(2026, 3, 2, 8, 0)).toBe('2 April');
    expect(said(2024, 3, 2, 8, 0)).toBe('2 April 2024');
  });
});

test('the exact time has seconds', () => expect(exactTime(now)).toContain('14:20:05'));

test('what is due is said with as little date as it needs', () => {
  expect(dueTime(new Date(2026, 4, 13, 21, 0).getTime(), now)).toBe('tomorrow 21:00');
  expect(dueTime(new Date(2026, 4, 12, 9, 0).getTime(), now)).toBe('09:00');
  expect(dueTime(new Date(2026, 4, 14, 9, 0).getTime(), now)).toBe('14 May, 09:00');
});
