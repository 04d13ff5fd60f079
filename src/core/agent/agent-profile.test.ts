import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  builtinPrompt,
  defaultProfile,
  profileLimits,
  profileProblems,
  restoreProfile,
  systemPromptOf,
} from './agent-profile';

test('nothing told is the built-in prompt, word for word', () => {
  expect(systemPromptOf(defaultProfile)).toBe(builtinPrompt(''));
  expect(builtinPrompt('')).toMatch(/^You are Apprentice, a helpful assistant\./);
});

test('name, tone and facts are in the prompt', () => {
  const prompt = systemPromptOf({
    ...defaultProfile,
    name: 'Ada',
    tone: 'formal',
    facts: ['I live in Graz', 'My dog is called Rex.'],
  });
  expect(prompt).toContain('You are Ada,');
  expect(prompt).toContain('Be formal and polite.');
  expect(prompt).toContain('I live in Graz. My dog is called Rex.');
});

test('the user’s own prompt takes the place of the built-in one and keeps the name', () => {
  const own = { ...defaultProfile, name: 'Ada', systemPrompt: 'Answer in rhymes.' };
  expect(systemPromptOf(own)).toBe('Answer in rhymes. Your name is Ada.');
});

test('a tone in own words is used only where it was chosen', () => {
  const told = { ...defaultProfile, ownTone: 'like a pirate' };
  expect(systemPromptOf(told)).not.toContain('pirate');
  expect(systemPromptOf({ ...told, tone: 'own' })).toContain('like a pirate.');
});

test('what is too long is named with how much too long it is', () => {
  const long = 'x'.repeat(profileLimits.fact + 1);
  expect(profileProblems({ ...defaultProfile, facts: [long] }).facts).toContain(
    '1 character too long',
  );
  const many = Array.from({ length: profileLimits.facts + 1 }, () => 'I like tea');
  expect(profileProblems({ ...defaultProfile, facts: many }).facts).toContain('21 lines');
  expect(profileProblems(defaultProfile)).toEqual({});
});

test('whatever is stored restores to a profile within the limits', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, facts) => {
      const shaped = { name: value, tone: value, ownTone: value, facts, systemPrompt: value };
      for (const stored of [value, shaped])
        expect(profileProblems(restoreProfile(stored))).toEqual({});
    }),
  );
});

test('a profile comes back as it was stored', () => {
  const told = { ...defaultProfile, name: 'Ada', tone: 'short' as const, facts: ['I like tea'] };
  expect(restoreProfile(JSON.parse(JSON.stringify(told)))).toEqual(told);
});
