import type { JsonSchema } from '../src/core/tools/json-schema';

/** Ten actions with two requests each: a decision prompt of about 350 tokens. */
export const decisionActions = [
  {
    tool: 'set_reminder',
    requests: ['remind me to call mum at noon', 'do not let me forget the bins tonight'],
  },
  {
    tool: 'set_timer',
    requests: ['start a timer for 5 minutes', 'count down from thirty seconds'],
  },
  { tool: 'add_shopping_item', requests: ['put milk on the shopping list', 'we need more eggs'] },
  {
    tool: 'add_todo',
    requests: ['add paying the rent to my todos', 'I have to renew my passport'],
  },
  {
    tool: 'take_note',
    requests: ['note that the door code is 1234', 'write down that Ann likes tea'],
  },
  { tool: 'calculate', requests: ['what is 12 times 7', 'add 15 percent to 80'] },
  {
    tool: 'convert_units',
    requests: ['how many feet are 3 metres', 'convert 20 miles to kilometres'],
  },
  { tool: 'tell_time', requests: ['what time is it', 'what is the date today'] },
  {
    tool: 'search_notes',
    requests: ['what did I write about Ann', 'find my note on the door code'],
  },
  { tool: 'reply', requests: ['who wrote Hamlet', 'tell me a joke about penguins'] },
] as const;

export const reminderSchema: JsonSchema = {
  type: 'object',
  properties: { text: { type: 'string' }, when: { type: 'string' } },
  required: ['text', 'when'],
  additionalProperties: false,
};
