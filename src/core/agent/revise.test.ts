import { expect, test } from 'vitest';
import type { Episode } from '../memory/episode';
import { fakeAgent, notesReader, openedEpisode } from '../testing/agent-fixture';
import { standingStep } from '../memory/standing-step';
import { redoWith, redoWithArgument, takeBackStep } from './revise';
import { runTurn } from './turn';

const live = () => new AbortController().signal;

/** An episode that kept the note “milk”, and the reader that holds it. */
async function noted(): Promise<{ episode: Episode; agent: ReturnType<typeof fakeAgent> }> {
  const agent = fakeAgent('keep_note');
  agent.generator.objects = ['{"text": "milk"}'];
  const turn = await runTurn(openedEpisode('add milk'), [], agent.agent, () => {}, live());
  const data = notesReader([{ id: 'id-1', text: 'milk', createdAt: 1000 }]);
  const holding = { ...agent.agent, data };
  return { episode: turn.episode, agent: { ...agent, agent: holding } };
}

test('taking a step back gives the inverse of its changes and marks it', async () => {
  const { episode } = await noted();
  const back = takeBackStep(episode);
  expect(back.changes).toEqual([{ type: 'delete', table: 'notes', id: 'id-1' }]);
  expect(back.episode.steps[0].undone).toBe(true);
  expect(standingStep(back.episode)).toBeNull();
  expect(takeBackStep(back.episode).changes).toEqual([]);
});

test('an argument fix takes the old call back and runs the new one as one set of changes', async () => {
  const { episode, agent } = await noted();
  const turn = await redoWithArgument(episode, 'text', 'oat milk', agent.agent);
  expect(turn.changes.map(({ type }) => type)).toEqual(['delete', 'put']);
  expect(turn.episode.reply).toBe('Noted: oat milk.');
  expect(turn.episode.steps[1]).toMatchObject({
    arguments: { text: 'oat milk' },
    origins: { text: 'user' },
    origin: 'correction',
  });
});

test('an argument that does not fit the schema is refused and the old call still stands', async () => {
  const { episode, agent } = await noted();
  await expect(redoWithArgument(episode, 'text', '  ', agent.agent)).rejects.toThrow('do not fit');
  expect(standingStep(episode)).toBe(episode.steps[0]);
});

test('“should have used” words takes the call back and answers', async () => {
  const { episode, agent } = await noted();
  agent.generator.reply = 'Milk is white.';
  const turn = await redoWith(episode, 'reply', [], agent.agent, () => {}, live());
  expect(turn.changes).toEqual([{ type: 'delete', table: 'notes', id: 'id-1' }]);
  expect(turn.episode).toMatchObject({ reply: 'Milk is white.', status: 'done' });
  expect(standingStep(turn.episode)).toBeNull();
});

test('a correction to a tool that fails still takes the wrong call back', async () => {
  const { episode, agent } = await noted();
  agent.generator.objects = ['{"text": "milk"}'];
  const turn = await redoWith(episode, 'always_fails', [], agent.agent, () => {}, live());
  expect(turn.changes).toEqual([{ type: 'delete', table: 'notes', id: 'id-1' }]);
  expect(turn.episode.status).toBe('failed');
});
