import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionTitle, readable } from './action-title';
import { bytes, bytesOf } from './bytes';
import { count, listed } from './count';
import { duration } from './duration';
import { modelName } from './model-name';
import { percent } from './percent';
import { versionName } from './version-name';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('percent', () => {
  test('rounds to whole percents', () => expect(plain(percent(0.974))).toBe('97 %'));
  test('only certainty is 100 %', () => {
    expect(plain(percent(0.997))).toBe('> 99 %');
    expect(plain(percent(1))).toBe('100 %');
  });
  test('only impossibility is 0 %', () => {
    expect(plain(percent(0.001))).toBe('< 1 %');
    expect(plain(percent(0))).toBe('0 %');
  });
});

describe('bytes', () => {
  test('uses decimal units', () => {
    expect(plain(bytes(0))).toBe('0 B');
    expect(plain(bytes(9_400))).toBe('9.4 kB');
    expect(plain(bytes(101_400_000))).toBe('101 MB');
  });
  test('moves to the next unit instead of showing four digits', () => {
    expect(plain(bytes(999_600))).toBe('1.0 MB');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9e14, noNaN: true }), (n) => {
        expect(Number.parseFloat(bytes(n))).toBeLessThan(1000);
      }),
    );
  });
  test('progress never claims more than the total', () => {
    expect(plain(bytesOf(120, 100))).toBe('100 B of 100 B');
    expect(plain(bytesOf(48_000_000, 0))).toBe('48 MB');
  });
});

test.each([
  [0.04, '40 ms'],
  [0.4, '0.4 s'],
  [1.44, '1.4 s'],
  [12.3, '12 s'],
  [59.7, '1 min'],
  [125, '2 min 5 s'],
])('%s seconds is said as %s', (seconds, words) => expect(plain(duration(seconds))).toBe(words));

test('counts have the right number', () => {
  expect(plain(count(1, 'example'))).toBe('1 example');
  expect(plain(count(1200, 'example'))).toBe('1,200 examples');
  expect(plain(count(2, 'try', 'tries'))).toBe('2 tries');
});

test('words are listed with commas and one "and"', () => {
  expect(listed([])).toBe('');
  expect(listed(['a'])).toBe('a');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
});

test('actions have titles, even when the tool is gone', () => {
  expect(actionTitle('reply', [])).toBe('Answer in words');
  expect(actionTitle('shopping_list', [])).toBe('Shopping list');
  expect(readable('dueAt')).toBe('Due at');
});

test.each([
  ['HuggingFaceTB/SmolLM2-135M-Instruct', 'SmolLM2 135M'],
  ['all-MiniLM-L6-v2', 'all MiniLM L6 v2'],
  ['Llama-3.2-1B-Instruct-q4f16_1-MLC', 'Llama 3.2 1B'],
])('%s is called %s', (id, name) => expect(modelName(id)).toBe(name));

test('a version that is gone is not called untrained', () => {
  expect(versionName(null, [])).toBe('untrained');
  expect(versionName('x', [])).toBe('an older version');
});
