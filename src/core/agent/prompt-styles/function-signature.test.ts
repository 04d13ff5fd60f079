import { expect, it } from 'vitest';
import { publicSchema, writeJson } from './function-signature';

it('a signature says what a parameter is, and nothing that only Apprentice reads', () => {
  const shown = publicSchema({
    type: 'object',
    properties: {
      // A parameter may have the name of a keyword.
      additionalProperties: { type: 'string', 'x-source': 'request', description: 'What else' },
      'x-axis': { type: 'array', items: { type: 'number', 'x-source': 'number' } },
    },
    required: ['x-axis'],
    additionalProperties: false,
  });
  expect(writeJson(shown)).toBe(
    '{"type": "object", "properties": {"additionalProperties": {"type": "string", "description": "What else"}, "x-axis": {"type": "array", "items": {"type": "number"}}}, "required": ["x-axis"]}',
  );
});
