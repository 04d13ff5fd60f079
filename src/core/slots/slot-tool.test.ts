import { expect, it } from 'vitest';
import type { Tool } from '../tools/tool';
import { slotToolOf } from './slot-tool';

it('covers words of the request and lists of them, nothing else', () => {
  const parameters: Tool['parameters'] = {
    type: 'object',
    properties: {
      text: { type: 'string' },
      tags: { type: 'array', items: { type: 'string', 'x-source': 'request' } },
      kind: { type: 'string', enum: ['a', 'b'] },
      when: { type: 'string', 'x-source': 'parser', 'x-parser': 'moment' },
      body: { type: 'string', 'x-source': 'text' },
      count: { type: 'integer' },
      sizes: { type: 'array', items: { type: 'number' } },
      place: {
        type: 'object',
        properties: { city: { type: 'string' } },
        required: [],
        additionalProperties: false,
      },
    },
    required: ['text', 'when'],
    additionalProperties: false,
  };
  expect(slotToolOf({ id: 'x', parameters })).toEqual({
    id: 'x',
    parameters: [
      { name: 'text', kind: 'request', required: true, many: false },
      { name: 'tags', kind: 'request', required: false, many: true },
    ],
  });
});
