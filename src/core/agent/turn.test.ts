import { expect, test } from 'vitest';
import { fakeAgent, openedEpisode } from '../testing/agent-fixture';
import { noWords } from './finish-reply';
import { acceptRequest, maximumRequestBytes, runTurn } from './turn';
import type { TurnEvent } from './turn-event';

const live = () => new AbortController().signal;

test('a tool turn gives the step, its changes and the sentence built from its result', async () => {
  const { agent, generator } = fakeAgent('keep_note');
  generator.objects = ['{"text": "it snows"}'];
  const events: TurnEvent[] = [];
  const { episode, changes } = await runTurn(
    openedEpisode('note that it snows'),
    [],
    agent,
    (event) => events.push(event),
    live(),
  );
  expect(episode).toMatchObject({
    status: 'done',
    reply: 'Noted: it snows.',
    encoderHash: 'encoder',
  });
  expect(episode.steps[0]).toMatchObject({
    arguments: { text: 'it snows' },
    origins: { text: 'words' },
    inverse: [{ type: 'delete', table: 'notes', id: 'id-1' }],
  });
  expect(changes).toHaveLength(1);
  expect(events.map(({ type }) => type)).toEqual([
    'decision-end',
    'arguments-start',
    'tool-start',
    'tool-end',
  ]);
});

test('a failing tool leaves nothing behind and says what to do', async () => {
  const { agent, generator } = fakeAgent('always_fails');
  generator.objects = ['{"text": "x"}'];
  const turn = await runTurn(openedEpisode('do x'), [], agent, () => {}, live());
  expect(turn.changes).toEqual([]);
  expect(turn.episode).toMatchObject({
    status: 'failed',
    reply: 'The thing is broken. Try something else.',
  });
});

test('malformed arguments are repaired once and then run', async () => {
  const { agent, generator } = fakeAgent('keep_note');
  generator.objects = ['{"text": ', '{"text": "fine"}'];
  const turn = await runTurn(openedEpisode('note that all is fine'), [], agent, () => {}, live());
  expect(turn.episode.reply).toBe('Noted: fine.');
});

test('arguments that are malformed twice never execute; the reply says so', async () => {
  const { agent, generator } = fakeAgent('keep_note');
  generator.objects = ['{"wrong": 1}', 'nonsense'];
  const turn = await runTurn(openedEpisode('note that it is cold'), [], agent, () => {}, live());
  expect(turn.changes).toEqual([]);
  expect(turn.episode.steps).toEqual([]);
  expect(turn.episode.reply).toContain('Nothing was done');
});

test('an answer in words is streamed and sees the earlier turns', async () => {
  const { agent, generator } = fakeAgent('reply');
  generator.reply = 'Shakespeare.';
  const earlier = openedEpisode('hello', { status: 'done', reply: 'Hi.' });
  const deltas: string[] = [];
  const { episode } = await runTurn(
    openedEpisode('who wrote Hamlet?'),
    [earlier],
    agent,
    (event) => event.type === 'text-delta' && deltas.push(event.delta),
    live(),
  );
  expect(episode.reply).toBe('Shakespeare.');
  expect(deltas).toEqual(['Shakespeare.']);
  expect(generator.conversations[0].map(({ content }) => content)).toEqual([
    'Be brief.',
    'hello',
    'Hi.',
    'who wrote Hamlet?',
  ]);
});

test('an answer written with tool output in view is tainted', async () => {
  const { agent, generator } = fakeAgent('keep_note');
  generator.objects = ['{"text": "it snows"}'];
  const first = await runTurn(openedEpisode('note that it snows'), [], agent, () => {}, live());
  const speaking = fakeAgent('reply').agent;
  const second = await runTurn(openedEpisode('why?'), [first.episode], speaking, () => {}, live());
  expect(second.episode.tainted).toBe(true);
});

test('the user’s own wording of an answer is given again without the model', async () => {
  const { agent, generator } = fakeAgent('reply', { recallAnswer: () => 'Room 4.' });
  const { episode } = await runTurn(openedEpisode('which room?'), [], agent, () => {}, live());
  expect(episode.reply).toBe('Room 4.');
  expect(generator.conversations).toEqual([]);
});

test('a turn that is stopped after the decision does nothing', async () => {
  const { agent } = fakeAgent('keep_note');
  const controller = new AbortController();
  const stopped = runTurn(
    openedEpisode('note that'),
    [],
    agent,
    (event) => event.type === 'decision-end' && controller.abort(new Error('stopped')),
    controller.signal,
  );
  await expect(stopped).rejects.toThrow('stopped');
});

test('an empty message and one of 100 kB are refused with a sentence', () => {
  expect(() => acceptRequest('  \n ')).toThrow('empty message');
  expect(() => acceptRequest('é'.repeat(maximumRequestBytes / 2))).toThrow('less than 100 kB');
  expect(acceptRequest(' hi ')).toBe('hi');
});

test('an answer in words that tells an earlier result anew gives way to that result, quoted', async () => {
  const { agent: noting, generator: notes } = fakeAgent('keep_note');
  notes.objects = ['{"text": "it snows"}'];
  const note = openedEpisode('note that it snows', { id: 'before' });
  const { episode: before } = await runTurn(note, [], noting, () => {}, live());
  const { agent, generator } = fakeAgent('reply');
  generator.reply = 'Noted: it snows and rains.';
  const request = openedEpisode('tell me about the snow and the rain, will you');
  const { episode } = await runTurn(request, [before], agent, () => {}, live());
  expect(episode.reply).toBe(
    'Nothing new was done. To “note that it snows” I said: Noted: it snows.',
  );
});

test('an answer that is hardly words is not shown, and a larger model is offered', async () => {
  const { agent, generator } = fakeAgent('reply');
  generator.reply = '👍🏼💬🎌 ❀📐🔥💡💵💶💷';
  const { episode } = await runTurn(openedEpisode('提醒我'), [], agent, () => {}, live());
  expect(episode.reply).toBe(noWords);
});
