import { describe, expect, test } from 'vitest';
import { offScopeRequests } from '../learning/off-scope-requests';
import { fakeAgent, notesReader, openedEpisode } from '../testing/agent-fixture';
import { beyondMe, toldAbout } from './beyond-me';
import { runTurn } from './turn';

test.each([
  ['what is my sister’s name?', 'personal'],
  ['what did I eat for breakfast?', 'personal'],
  ['what is the weather like this week?', 'present'],
  ['how is the stock market doing', 'present'],
  ['who won the match last night?', 'present'],
  ['what happened yesterday', 'present'],
  ['what day was yesterday', null],
  ['call my brother', 'errand'],
  ['could you book a table for two', 'errand'],
  ['turn on the lights in the kitchen', 'errand'],
  ['who painted the Mona Lisa?', null],
  ['what should my dog eat?', null],
  ['how do I book a flight?', null],
  ['write a short poem about autumn', null],
  ['tell me a joke about music', null],
])('“%s” is beyond me as %s', (request, kind) => {
  expect(beyondMe(request)).toBe(kind);
});

test('questions that words can answer are left to the model', () => {
  const taken = offScopeRequests.filter((request) => beyondMe(request) === 'personal');
  expect(taken.length / offScopeRequests.length).toBeLessThan(0.02);
});

test('what the user told is found by its words', () => {
  const told = ['I live in Graz', 'My sister is called Eva'];
  expect(toldAbout('what is my sister’s name?', told)).toBe('My sister is called Eva');
  expect(toldAbout('how old is my cat?', told)).toBeNull();
});

describe('an answer that the model could only make up', () => {
  const live = () => new AbortController().signal;
  const ask = async (request: string, over: Parameters<typeof fakeAgent>[1] = {}) => {
    const { agent, generator } = fakeAgent('reply', over);
    const { episode } = await runTurn(openedEpisode(request), [], agent, () => {}, live());
    expect(generator.conversations).toEqual([]);
    return episode;
  };
  test('is not written: the agent says that it does not know', async () => {
    expect((await ask('what is my sister’s name?')).reply).toContain('I do not know');
  });
  test('is quoted from what the user told, where that is about it', async () => {
    const facts = () => ['My sister is called Eva'];
    const { reply } = await ask('what is my sister’s name?', { facts });
    expect(reply).toBe('You told me: My sister is called Eva');
  });
  test('is quoted from a note, as what it is', async () => {
    const data = notesReader([{ id: 'n', text: 'my sister likes tulips', createdAt: 0 }]);
    const episode = await ask('what is my sister’s name?', { data });
    expect(episode.reply).toBe('Your note says: my sister likes tulips');
    expect(episode.tainted).toBe(true);
  });
  test('is no errand that was run', async () => {
    expect((await ask('call my brother')).reply).toContain('Nothing was done');
  });
});
