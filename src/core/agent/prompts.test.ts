import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openedEpisode } from '../testing/agent-fixture';
import { beyondSentence } from './beyond-me';
import { closingWords, noWords, onlyWords } from './finish-reply';
import { beginning, isReadInPart, readableWords, replyMessages } from './prompts';

const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');

describe('the beginning of a text', () => {
  test('is its first words', () => {
    expect(beginning('  one\ttwo\n three ', 2)).toBe('one two');
  });
  test('of a script without spaces is bounded too, and never half a character', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('漢', '😀', 'ก', 'é', '👩‍👩‍👧‍👦'),
        fc.integer({ min: 1, max: 5000 }),
        (letter, count) => {
          const begun = beginning(letter.repeat(count), 10);
          expect(new TextEncoder().encode(begun).length).toBeLessThanOrEqual(80);
          expect(begun.isWellFormed()).toBe(true);
          expect(letter.repeat(count).startsWith(begun)).toBe(true);
        },
      ),
    );
  });
  test('is all of an ordinary message', () => {
    expect(isReadInPart('add milk to my shopping list')).toBe(false);
    expect(isReadInPart(words(readableWords))).toBe(false);
    expect(isReadInPart(words(10_000))).toBe(true);
  });
});

describe('the messages for an answer', () => {
  const told = (request: string, reply: string) =>
    openedEpisode(request, { status: 'done', reply });
  test('hold earlier turns whole or not at all, and count those left out', () => {
    const long = told(words(10_000), 'A long story.');
    const { messages, leftOut } = replyMessages('Be brief.', [told('hello', 'Hi.'), long], 'why?');
    expect(messages.map(({ content }) => content)).toEqual(['Be brief.', 'hello', 'Hi.', 'why?']);
    expect(leftOut).toBe(1);
  });
  test('hold no answer that says that there is none, and nothing that was said about an answer', () => {
    const history = [
      told('what is my name?', beyondSentence('personal')),
      told('сколько время?', noWords),
      told('who is Bo?', `I don't know.\n\n${closingWords("I don't know.", 'stop')}`),
      told('set it', `I have set it.\n\n${onlyWords}`),
      told('count', `One, two.\n\n${closingWords('One, two.', 'length')}`),
    ];
    const { messages, leftOut } = replyMessages('Be brief.', history, 'why?');
    expect(messages.map(({ content }) => content)).toEqual([
      'Be brief.',
      'count',
      'One, two.',
      'why?',
    ]);
    expect(leftOut).toBe(0);
  });
  test('hold the beginning of a request that is too long to be read', () => {
    const { messages } = replyMessages('Be brief.', [], words(10_000));
    expect(messages.at(-1)?.content.split(' ')).toHaveLength(readableWords);
  });
});
