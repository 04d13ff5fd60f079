import { ToolError } from '../errors/tool-error';
import type { Tool } from '../tools/tool';

/** Two tools for tests of the agent: one keeps a note, one always fails. */
export const keepNote: Tool = {
  id: 'keep_note',
  title: 'Notes',
  description: 'Keeps a note.',
  permission: 'write',
  parameters: {
    type: 'object',
    properties: { text: { type: 'string', minLength: 1, 'x-source': 'request' } },
    required: ['text'],
    additionalProperties: false,
  },
  examples: [
    { request: 'note that it rains', arguments: { text: 'it rains' } },
    { request: 'keep in mind the code is 7', arguments: { text: 'the code is 7' } },
    { request: 'write down buy stamps', arguments: { text: 'buy stamps' } },
  ],
  wordings: [],
  summarise: ({ text }) => `Keep “${text}”`,
  run: async ({ text }, { newId, now }) => ({
    data: { text },
    sentence: `Noted: ${text}.`,
    changes: [
      {
        type: 'put',
        table: 'notes',
        record: { id: newId(), text: String(text), createdAt: now },
      },
    ],
  }),
};

export const alwaysFails: Tool = {
  ...keepNote,
  id: 'always_fails',
  title: 'Broken',
  run: async () => {
    throw new ToolError('The thing is broken. Try something else.');
  },
};
