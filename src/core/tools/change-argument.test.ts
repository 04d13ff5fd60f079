import { expect, it } from 'vitest';
import { argumentAt, changeArgument, parameterAt, parameterPaths } from './change-argument';
import type { JsonSchema } from './json-schema';

const parameters: JsonSchema = {
  type: 'object',
  properties: {
    items: { type: 'array', items: { type: 'string' } },
    address: {
      type: 'object',
      properties: { city: { type: 'string' }, floor: { type: 'integer' } },
      required: [],
      additionalProperties: false,
    },
    'a.b': { type: 'boolean' },
  },
  required: [],
  additionalProperties: false,
};
const args = { items: ['x'], address: { city: 'Rome', floor: 1 } };

it('knows the parameters inside objects by their paths', () => {
  expect(parameterPaths(parameters)).toEqual(['items', 'address.city', 'address.floor', 'a.b']);
  expect(parameterAt(parameters, 'address.floor')).toEqual({ type: 'integer' });
  expect(parameterAt(parameters, 'a.b')).toEqual({ type: 'boolean' });
  expect(parameterAt(parameters, 'toString')).toBeUndefined();
  expect(argumentAt(args, 'address.city')).toBe('Rome');
  expect(argumentAt(args, 'items.0')).toBeUndefined();
});

it.each([
  ['items', 'x, y', { ...args, items: ['x', 'y'] }],
  ['address.floor', '2', { ...args, address: { city: 'Rome', floor: 2 } }],
  ['address.floor', ' ', { ...args, address: { city: 'Rome' } }],
  ['a.b', 'yes', { ...args, 'a.b': true }],
])('changes %s to what was typed and leaves the rest', (path, text, changed) => {
  expect(changeArgument(parameters, args, path, text)).toEqual(changed);
  expect(args).toEqual({ items: ['x'], address: { city: 'Rome', floor: 1 } });
});
