import { expect, it } from 'vitest';
import { keepNote } from '../testing/fake-tools';
import { askFor } from './ask-for';
import { builtinTools } from './registry';

it.each([
  ['set_reminder', ['when'], 'When should I remind you?'],
  ['set_reminder', ['text', 'when'], 'What should I remind you of? When should I remind you?'],
  ['start_timer', ['duration'], 'How long should the timer run?'],
])('asks for what %s lacks', (id, missing, question) => {
  const tool = builtinTools().find((each) => each.id === id)!;
  expect(askFor(tool, missing)).toBe(question);
});

it('has a question of its own for every required parameter of the tools it comes with', () => {
  for (const tool of builtinTools()) {
    for (const name of tool.parameters.required) {
      expect(tool.parameters.properties[name]?.['x-question'], `${tool.id}.${name}`).toMatch(
        /^[A-Z].*[?.]$/,
      );
    }
  }
});

it('makes a question from what the parameter is called where it has none', () => {
  expect(askFor(keepNote, ['text'])).toBe('What should I enter for “text” in Notes?');
  const city = { type: 'string', description: 'City' } as const;
  const address = {
    type: 'object',
    properties: { city, zip_code: { type: 'string' } },
    required: [],
    additionalProperties: false,
  } as const;
  const parameters = { ...keepNote.parameters, properties: { address } };
  expect(askFor({ title: 'Post', parameters }, ['address.city', 'address.zip_code'])).toBe(
    'What should I enter for “City” and “address zip code” in Post?',
  );
});
