import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toldEpisode } from '../testing/told-episode';
import {
  closingWords,
  isEcho,
  isWordless,
  offersLarger,
  onlyWords,
  noWords,
  retold,
  withoutLoop,
} from './finish-reply';

test('a loop at the end is cut to one round of it', () => {
  const text = 'Cats purr. They are happy. They are happy. They are happy. They are happy.';
  expect(withoutLoop(text)).toBe('Cats purr. They are happy.');
});

test('a text without a loop stays as it is', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{4,8}$/), { maxLength: 12 }), (words) => {
      const text = words.join(' ');
      expect(withoutLoop(text)).toBe(text);
    }),
  );
});

test('how an answer ended is said when it did not end well', () => {
  expect(closingWords('A. A.', 'repetition')).toContain('repeat myself');
  expect(closingWords('So', 'length')).toContain('stopped there');
  expect(closingWords("I don't know who that is.", 'stop')).toContain('larger one');
  expect(offersLarger(`Well.\n\n${closingWords("I don't know.", 'stop')}`)).toBe(true);
  expect(offersLarger(noWords)).toBe(true);
  expect(offersLarger('Paris.')).toBe(false);
  expect(closingWords('Paris is the capital of France.', 'stop')).toBeNull();
});

test.each([
  'I will remind you on Sunday at 10:00.',
  'Okay, I have added milk to your list.',
  "Sure. I've just set a timer for 5 minutes.",
  'I’m sending the email now.',
])('an answer in words that claims to have acted is followed by the truth: %s', (text) => {
  expect(closingWords(text, 'stop')).toBe(onlyWords);
});

test.each(['I am a small model.', 'I set out to help people.', 'Put the eggs into cold water.'])(
  'no claim: %s',
  (text) => expect(closingWords(text, 'stop')).toBeNull(),
);

test('an answer in words that tells a tool’s result anew is known by its beginning', () => {
  const sum = toldEpisode('sum', 'what is 15 % of 80', {
    tool: 'calculator',
    arguments: { expression: '15 % of 80' },
    sentence: '15 % of 80 is 12.',
  });
  expect(retold('15 % of 80 is 13, I think.', [sum])).toBe(sum);
  expect(retold('Hamlet was written by Shakespeare.', [sum])).toBeNull();
});

test.each(['👍🏼💬🎌 ❀📐🔥💡💵💶💷', '□□□□□□ a', '==== ####  ++++ ||||'])(
  'hardly words: %s',
  (text) => expect(isWordless(text)).toBe(true),
);

test.each(['', '42', 'おはようございます。', 'नमस्ते दुनिया', 'x = y + 1', '👍', 'Yes! 🎉🎉'])(
  'words: %s',
  (text) => expect(isWordless(text)).toBe(false),
);

test('an answer that is the request again is none', () => {
  expect(isEcho('Напомни мне завтра в 9. 👍🏼', 'напомни мне завтра в 9')).toBe(true);
  expect(isEcho('Paris', 'what is the capital of France?')).toBe(false);
  expect(isEcho('🎉', '🎉')).toBe(false);
});
