import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, ValueSchema } from './json-schema';
import { textOfValue, valueOfText } from './value-text';

it.each<[Json | undefined, string]>([
  [undefined, ''],
  [null, ''],
  [true, 'yes'],
  [2.5, '2.5'],
  [['milk', 'eggs'], 'milk, eggs'],
  [['Rome, Italy', 'Oslo'], 'Rome, Italy; Oslo'],
  [{ city: 'Rome', zip: 1 }, 'city: Rome; zip: 1'],
])('writes %j as “%s”', (value, text) => {
  expect(textOfValue(value)).toBe(text);
});

const list = (items: ValueSchema & { type: 'string' | 'integer' }): ValueSchema => ({
  type: 'array',
  items,
});

it.each<[string, ValueSchema, Json]>([
  ['12', { type: 'string' }, '12'],
  ['2,5', { type: 'number' }, 2.5],
  ['many', { type: 'number' }, 'many'],
  ['No', { type: 'boolean' }, false],
  ['perhaps', { type: 'boolean' }, 'perhaps'],
  ['milk, two eggs', list({ type: 'string' }), ['milk', 'two eggs']],
  ['1; 2', list({ type: 'integer' }), [1, 2]],
])('reads “%s” as its schema asks', (text, schema, value) => {
  expect(valueOfText(text, schema)).toEqual(value);
});

it('reads back the lists that it writes', () => {
  const word = fc.stringMatching(/^[a-z]+(, [a-z]+)?$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 2, maxLength: 4 }), (words) => {
      expect(valueOfText(textOfValue(words), list({ type: 'string' }))).toEqual(words);
    }),
  );
});
