import { expect, test } from 'vitest';
import { FakeTextGenerator } from '../testing/fake-text-generator';
import { keepNote } from '../testing/fake-tools';
import type { JsonSchema } from '../tools/json-schema';
import { builtinTools } from '../tools/registry';
import type { Tool } from '../tools/tool';
import { fillArguments } from './fill-arguments';

/** Monday, 23 November 2026, 9:30 in Greenwich. */
const present = { now: Date.UTC(2026, 10, 23, 9, 30), utcOffset: () => 0 };

function fill(tool: Tool, request: string, ...objects: string[]) {
  const generator = new FakeTextGenerator();
  generator.objects = objects;
  const call = fillArguments(tool, request, [], generator, present);
  return { call, generator };
}

const builtin = (id: string): Tool => builtinTools().find((tool) => tool.id === id)!;
const withParameters = (parameters: JsonSchema): Tool => ({
  ...keepNote,
  parameters,
  examples: [],
});

test('the model is not asked where the words leave no choice', async () => {
  const { call, generator } = fill(builtin('convert_units'), 'how many feet in a mile');
  expect(await call).toEqual({
    arguments: { quantity: 'a mile', to: 'feet' },
    origins: { quantity: 'words', to: 'words' },
    words: {},
    missing: [],
  });
  expect(generator.prompts).toEqual([]);
});

test('what the request lacks is named as missing and not invented', async () => {
  const { call } = fill(builtin('set_reminder'), 'remind me to call the dentist');
  expect(await call).toMatchObject({ arguments: { text: 'call the dentist' }, missing: ['when'] });
  const bare = fill(builtin('set_reminder'), 'set a reminder');
  expect(await bare.call).toMatchObject({ arguments: {}, missing: ['text', 'when'] });
  expect(await fill(builtin('start_timer'), 'set a timer').call).toMatchObject({
    missing: ['duration'],
  });
  expect(await fill(builtin('convert_units'), 'convert 500 ml').call).toMatchObject({
    arguments: { quantity: '500 ml' },
    missing: ['to'],
  });
});

test('a time is kept out of what to remind of, and comes from the clock', async () => {
  const { call } = fill(builtin('set_reminder'), 'remind me to call mum tomorrow at 5');
  expect(await call).toMatchObject({
    arguments: { text: 'call mum', when: 'tomorrow at 5' },
    origins: { text: 'words', when: 'clock' },
  });
});

test('a number keeps the words it was read from, a default says that it is one', async () => {
  const tool = withParameters({
    type: 'object',
    properties: {
      count: { type: 'integer' },
      size: { type: 'string', enum: ['small', 'large'], default: 'small' },
      loud: { type: 'boolean' },
    },
    required: ['count', 'loud'],
    additionalProperties: false,
  });
  const { call } = fill(tool, 'ring twenty-five bells', '{"count": 25, "loud": true}');
  expect(await call).toEqual({
    arguments: { count: 25, size: 'small', loud: true },
    origins: { count: 'words', size: 'default', loud: 'generated' },
    words: { count: 'twenty-five' },
    missing: [],
  });
});

test('a date in ISO is computed from the words, which stay visible', async () => {
  const when = {
    type: 'string',
    format: 'date',
    'x-source': 'parser',
    'x-parser': 'moment',
  } as const;
  const tool = withParameters({
    type: 'object',
    properties: { when },
    required: ['when'],
    additionalProperties: false,
  });
  expect(await fill(tool, 'book a table for tomorrow').call).toEqual({
    arguments: { when: '2026-11-24' },
    origins: { when: 'clock' },
    words: { when: 'tomorrow' },
    missing: [],
  });
});

test('values inside an object have origins of their own', async () => {
  const address = {
    type: 'object',
    properties: { city: { type: 'string' }, floor: { type: 'integer' } },
    required: ['city', 'floor'],
    additionalProperties: false,
  } as const;
  const tool = withParameters({
    type: 'object',
    properties: { address },
    required: ['address'],
    additionalProperties: false,
  });
  const { call } = fill(tool, 'deliver to Rome', '{"address": {"city": "Rome"}}');
  expect(await call).toMatchObject({
    arguments: { address: { city: 'Rome' } },
    origins: { 'address.city': 'words' },
    missing: ['address.floor'],
  });
});

test('a tool without parameters is called without a model', async () => {
  const none: JsonSchema = {
    type: 'object',
    properties: {},
    required: [],
    additionalProperties: false,
  };
  const { call, generator } = fill(withParameters(none), 'do it');
  expect(await call).toMatchObject({ arguments: {}, missing: [] });
  expect(generator.prompts).toEqual([]);
});

test('text that is no JSON object is written once more, then refused', async () => {
  const again = fill(keepNote, 'note that it is late', '[1]', '{"text": "late"}');
  expect((await again.call).arguments).toEqual({ text: 'late' });
  const never = fill(keepNote, 'note that it is late', 'x', 'null');
  await expect(never.call).rejects.toMatchObject({ code: 'arguments-malformed' });
});
