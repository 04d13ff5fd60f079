import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toldEpisode } from '../testing/told-episode';
import { builtinTools } from '../tools/registry';
import { readRepeat, readSame } from './follow-up';

const tools = builtinTools();
const timer = toldEpisode('timer', 'set a timer for 5 minutes', {
  tool: 'start_timer',
  arguments: { duration: '5 minutes' },
});
const mum = toldEpisode('mum', 'remind me to call mum tomorrow at 5', {
  tool: 'set_reminder',
  arguments: { text: 'call mum', when: 'tomorrow at 5' },
});
const milk = toldEpisode('milk', 'add milk to my shopping list', {
  tool: 'add_shopping',
  arguments: { items: 'milk' },
});
const cups = toldEpisode(
  'cups',
  'how many cups is 500 ml?',
  { tool: 'convert_units', arguments: { quantity: '500 ml', to: 'cups' } },
  { inverse: [] },
);

describe('a follow-up changes one argument of the step before', () => {
  test.each([
    [timer, 'make it 10 instead', { duration: '10 minutes' }, true],
    [timer, 'half an hour please', { duration: 'half an hour' }, true],
    [mum, 'no, at 6', { text: 'call mum', when: 'tomorrow at 6' }, true],
    [mum, 'on Friday instead', { text: 'call mum', when: 'on Friday at 5' }, true],
    [mum, 'the same for Friday', { text: 'call mum', when: 'Friday at 5' }, false],
    [mum, 'dad too', { text: 'call dad', when: 'tomorrow at 5' }, false],
    [milk, 'and eggs', { items: 'eggs' }, false],
    [milk, 'no, oat milk', { items: 'oat milk' }, true],
    [cups, 'and in liters?', { quantity: '500 ml', to: 'liters' }, false],
    [cups, 'what about 750 ml', { quantity: '750 ml', to: 'cups' }, false],
  ] as const)('%#: %s', (before, text, wanted, replaces) => {
    const found = readRepeat(text, [before], tools);
    expect(found?.arguments).toEqual(wanted);
    expect(found?.replaces).toBe(replaces);
  });
});

test('the request is put in full, so that it can be embedded and shown', () => {
  expect(readRepeat('no, at 6', [mum], tools)?.request).toBe('remind me to call mum tomorrow at 6');
});

test('a value of another kind reaches over the last step to the one that it fits', () => {
  expect(readRepeat('make it 10 minutes', [timer, milk], tools)?.target).toBe(timer);
});

test.each([
  ['and tomorrow?', mum],
  ['make it 5 minutes', timer],
])('what is so already changes nothing: %s', (text, before) => {
  expect(readRepeat(text, [before], tools)).toBeNull();
  expect(readSame(text, [before], tools)).toBe(before);
});

test('what is new, or of something undone, is not so already', () => {
  expect(readSame('and on Friday?', [mum], tools)).toBeNull();
  const undone = { ...mum, steps: [{ ...mum.steps[0], undone: true }] };
  expect(readSame('and tomorrow?', [undone], tools)).toBeNull();
});

test('a change of something that was undone already does not undo it twice', () => {
  const undone = { ...mum, steps: [{ ...mum.steps[0], undone: true }] };
  expect(readRepeat('no, at 6', [undone], tools)?.replaces).toBe(false);
});

test('a step that failed is nothing to follow up', () => {
  const outcome = { status: 'failed', code: 'tool-failed', sentence: 'No.' } as const;
  const failed = { ...mum, steps: [{ ...mum.steps[0], outcome }] };
  expect(readRepeat('no, at 6', [failed], tools)).toBeNull();
});

test('requests of their own are never read as follow-ups, whatever came before', () => {
  const requests = tools.flatMap(({ examples, wordings }) => [
    ...examples.map(({ request }) => request),
    ...wordings,
  ]);
  for (const before of [timer, mum, milk, cups])
    for (const request of requests)
      expect(readRepeat(request, [before], tools), request).toBeNull();
});

test.each(['ok', 'thanks a lot', 'and what do you think about it?', 'why is it called a timer?'])(
  'small talk changes nothing: %s',
  (text) => {
    for (const before of [timer, mum, milk, cups])
      expect(readRepeat(text, [before], tools)).toBeNull();
  },
);

test('any text in any script is read without a crash', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      for (const before of [timer, mum, milk, cups]) {
        const found = readRepeat(text, [before], tools);
        if (found)
          expect(Object.keys(found.arguments).sort()).toEqual(
            Object.keys(before.steps[0].arguments).sort(),
          );
      }
    }),
  );
});
