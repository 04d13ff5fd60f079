import { describe, expect, it } from 'vitest';
import type { JsonSchema, ParserName } from '../json-schema';
import { readRequest } from './parsers';

async function read(parser: ParserName, request: string): Promise<readonly string[] | undefined> {
  const schema: JsonSchema = {
    type: 'object',
    properties: { value: { type: 'string', 'x-source': 'parser', 'x-parser': parser } },
    required: [],
    additionalProperties: false,
  };
  return (await readRequest(schema, request)).get(parser);
}

describe('a date or time is found whole, with the word before it', () => {
  it.each([
    ...[
      'tomorrow at 5',
      'at 8 pm',
      'tonight',
      'at 6 this evening',
      'half past five',
      '9am tomorrow',
    ],
    ...['friday at 8 in the evening', 'on the first', 'on the 31st', 'in two and a half hours'],
    ...[
      'a day before christmas',
      'every monday',
      'in 45 days',
      '3 weeks ago',
      'on the 15th of may',
    ],
    ...['the day after tomorrow', 'a week from friday', 'in a couple of days', 'at 5 pm UTC'],
  ])('%s', async (words) => {
    expect(await read('moment', `remind me to call 5 people ${words} please`)).toEqual([words]);
  });

  it.each([
    ...['ask what I may need', 'call the second number', 'buy 2 eggs', 'is the sun out'],
    ...['save the date', 'march in the parade', 'call room 1200', 'buy christmas presents'],
  ])('not in “%s”', async (request) => {
    expect(await read('moment', request)).toEqual([]);
  });
});

it.each<[ParserName, string, string[]]>([
  ['duration', 'start a 30 second timer', ['30 second']],
  ['duration', 'timer for an hour and a half', ['an hour and a half']],
  ['duration', 'set a 1h 30m timer for two buns', ['1h 30m']],
  ['duration', 'set a timer for 10', []],
  ['quantity', 'how many cups is 500 ml?', ['500 ml']],
  ['quantity', 'how many feet in a mile', ['a mile']],
  ['quantity', 'what is ½ cup in ml', ['½ cup']],
  ['quantity', 'liters to gallons', ['liters', 'gallons']],
  ['quantity', 'convert to meters', []],
  ['unit', 'how many cups is 500 ml?', ['cups']],
  ['unit', 'convert 20 degrees celsius to degrees fahrenheit', ['degrees fahrenheit']],
  ['unit', '5 feet in cm', ['cm']],
  ['unit', 'convert 500 ml', []],
  ['calculation', 'hey, what is (2+3)*4?', ['(2+3)*4']],
  ['calculation', 'how much is a 20 percent tip on 45 dollars', ['20 percent tip on 45 dollars']],
  ['calculation', 'add 17 and 25 please', ['add 17 and 25']],
  ['calculation', 'what is 5', []],
  ['calculation', 'help me with some math', []],
])('the %s in “%s”', async (parser, request, words) => {
  expect(await read(parser, request)).toEqual(words);
});

it('reads a word problem as a whole', async () => {
  const request = 'If I have 40 apples and give away 12, how many are left?';
  expect(await read('calculation', request)).toEqual([request.slice(0, -1)]);
});
