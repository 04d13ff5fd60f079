import { expect, test } from 'vitest';
import { narrowSchema } from '../generation/narrow-schema';
import type { ArgumentVoice } from '../slots/argument-voice';
import { ruleTable } from '../slots/rule-term';
import { slotToolOf } from '../slots/slot-tool';
import { emptyTable, spanIndex } from '../slots/span-table';
import { sampleRequest } from '../slots/testing/sample-calls';
import { FakeTextGenerator } from '../testing/fake-text-generator';
import { playMusic } from '../slots/testing/call-user';
import type { JsonSchema } from '../tools/json-schema';
import { learnedValues } from './learned-values';

const { parameters } = playMusic;
const idle = new Set(['play', 'on', 'music']);

/** What is learned says so much for some spans, by parameter, first word and end. */
function voiceOf(
  text: string,
  scores: readonly (readonly [parameter: number, start: number, end: number, score: number])[],
): ArgumentVoice {
  const tool = slotToolOf(playMusic);
  const request = sampleRequest(text);
  const learned = emptyTable(request.words.length, tool.parameters.length);
  for (const [parameter, start, end, score] of scores) {
    learned.tables[parameter][spanIndex(start, end)] = score;
  }
  return {
    tool,
    request,
    learned,
    rules: (allowed) => ruleTable(request, tool, allowed, [3, 3]),
    languageModel: 0.5,
    possessive: new Set(),
    precedents: [],
  };
}

/** A model to which some choices are likelier, nat. */
class Opinion extends FakeTextGenerator {
  readonly choices: (readonly string[])[] = [];
  readonly #likes: Readonly<Record<string, number>>;

  constructor(likes: Readonly<Record<string, number>> = {}) {
    super();
    this.#likes = likes;
  }

  override async scoreChoices(...[prompt, choices]: Parameters<FakeTextGenerator['scoreChoices']>) {
    await super.scoreChoices(prompt, choices);
    this.choices.push(choices);
    return choices.map((choice) => this.#likes[choice] ?? -9);
  }
}

const prompt = { prefix: 'Examples.\n', suffix: 'Arguments:\n' };

function values(
  text: string,
  scores: Parameters<typeof voiceOf>[1],
  generator = new Opinion(),
  allowed: JsonSchema = narrowSchema(parameters, text, { idle }),
) {
  return learnedValues(parameters, allowed, voiceOf(text, scores), prompt, generator);
}

test('the model is not asked where what was learned is sure, against the rules too', async () => {
  const generator = new Opinion();
  const sure = [
    [0, 1, 2, 9],
    [1, 3, 4, 9],
  ] as const;
  const { schema } = await values('play Abba tonight Deezer', sure, generator);
  expect(schema.properties).toMatchObject({
    artist: { enum: ['Abba'] },
    service: { enum: ['Deezer'] },
  });
  expect(schema.required).toEqual(['artist', 'service']);
  expect(generator.prompts).toEqual([]);
});

test('where two values are about as good the model decides, in the words of the call that it would write', async () => {
  const close = [
    [0, 1, 2, 4],
    [0, 2, 3, 4.1],
    [1, 1, 2, -9],
    [1, 2, 3, -9],
  ] as const;
  const text = 'play Abba, Muse';
  const allowed = narrowSchema(parameters, text, { idle });
  const generator = new Opinion({ ' "Abba"': -1, ' "Muse"': -2 });
  const chosen = await values(text, close, generator, allowed);
  expect(chosen.schema.properties['artist']).toHaveProperty('enum', ['Abba']);
  expect(generator.prompts).toContainEqual({
    prefix: 'Examples.\n',
    suffix: 'Arguments:\n{"artist":',
  });
  const other = await values(text, close, new Opinion({ ' "Muse"': -1, ' "Abba"': -2 }), allowed);
  expect(other.schema.properties['artist']).toHaveProperty('enum', ['Muse']);
});

test('a value that may be left out is compared with the end of the call', async () => {
  const doubtful = [
    [0, 1, 2, 9],
    [1, 3, 4, 0.5],
  ] as const;
  const end = new Opinion({ '}': -0.1 });
  const without = await values('play Abba on Deezer', doubtful, end);
  expect(without.schema.properties).not.toHaveProperty('service');
  expect(end.choices[0]).toContain('}');
  expect(end.choices[0]).toContain('"service": "Deezer"');
  const given = new Opinion({ '"service": "Deezer"': -0.1 });
  const { schema } = await values('play Abba on Deezer', doubtful, given);
  expect(schema.properties['service']).toHaveProperty('enum', ['Deezer']);
});

test('a required value that the rules do not find stays missing, whatever was learned', async () => {
  const { schema } = await values('play music', [[0, 1, 2, 20]]);
  expect(schema.properties).not.toHaveProperty('artist');
});

test('a value of more words than a table holds is left to the grammar', async () => {
  const long = `play ${Array.from({ length: 14 }, (_, i) => `w${i}`).join(' ')}`;
  const allowed = narrowSchema(parameters, long, { idle });
  const { schema } = await values(long, [[0, 1, 2, 20]], new Opinion(), allowed);
  expect(schema.properties['artist']).toEqual(allowed.properties['artist']);
});
