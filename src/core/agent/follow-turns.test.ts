import { describe, expect, test } from 'vitest';
import type { Episode } from '../memory/episode';
import { fakeAgent, openedEpisode } from '../testing/agent-fixture';
import { askFor } from '../tools/ask-for';
import { keepNote } from '../testing/fake-tools';
import { runTurn } from './turn';

const live = () => new AbortController().signal;
const quiet = () => {};
const opened = (request: string) => openedEpisode(request, { id: `of ${request}` });

async function noted(): Promise<Episode> {
  const { agent, generator } = fakeAgent('keep_note');
  generator.objects = ['{"text": "it snows"}'];
  return (await runTurn(opened('note that it snows'), [], agent, quiet, live())).episode;
}

describe('a correction by words', () => {
  test('takes the step before back and does it with the new value, as one set of changes', async () => {
    const before = await noted();
    const { agent } = fakeAgent('reply');
    const turn = await runTurn(opened('no, it rains'), [before], agent, quiet, live());
    expect(turn.episode).toMatchObject({
      status: 'done',
      reply: 'Noted: it rains.',
      decision: { chosen: 'keep_note' },
      thread: { resolved: 'note that it rains', refersTo: { episodeId: before.id, as: 'change' } },
    });
    expect(turn.revised).toMatchObject([{ id: before.id, steps: [{ undone: true }] }]);
    expect(turn.changes.map(({ type }) => type)).toEqual(['delete', 'put']);
  });

  test('that fails leaves the step before as it was', async () => {
    const before = await noted();
    const failing = { ...keepNote, run: () => Promise.reject(new Error('broken')) };
    const { agent } = fakeAgent('reply', { tools: [failing] });
    const turn = await runTurn(opened('no, it rains'), [before], agent, quiet, live());
    expect(turn).toMatchObject({ changes: [], revised: [], episode: { status: 'failed' } });
    expect(turn.episode.reply).toContain('still stands');
  });
});

test('an addition leaves the step before alone', async () => {
  const before = await noted();
  const { agent } = fakeAgent('reply');
  const turn = await runTurn(opened('and it rains too'), [before], agent, quiet, live());
  expect(turn.revised).toEqual([]);
  expect(turn.episode.thread?.refersTo?.as).toBe('repeat');
});

test('“undo that” puts back what was changed and asks no model', async () => {
  const before = await noted();
  const { agent, generator } = fakeAgent('reply');
  const turn = await runTurn(opened('undo that'), [before], agent, quiet, live());
  expect(turn.episode.reply).toBe('Undone: Keep “it snows”.');
  expect(turn.changes).toEqual(before.steps[0].inverse);
  expect(turn.revised[0].steps[0].undone).toBe(true);
  expect(generator.prompts).toEqual([]);
});

test('“undo that” with nothing to undo says so and changes nothing', async () => {
  const { agent } = fakeAgent('reply');
  const turn = await runTurn(opened('undo that'), [], agent, quiet, live());
  expect(turn.episode.reply).toContain('nothing here that I could undo');
  expect(turn.changes).toEqual([]);
});

test('a question about an earlier result is answered in its words, without a model', async () => {
  const before = await noted();
  const { agent, generator } = fakeAgent('reply');
  const turn = await runTurn(opened('what did you write down?'), [before], agent, quiet, live());
  expect(turn.episode.reply).toContain('Noted: it snows.');
  expect(turn.episode.tainted).toBe(true);
  expect(generator.conversations).toEqual([]);
});

describe('what is missing is asked for, not invented', () => {
  test('and the next message fills it', async () => {
    const { agent } = fakeAgent('keep_note');
    const asked = await runTurn(opened('note that'), [], agent, quiet, live());
    expect(asked.episode).toMatchObject({
      status: 'done',
      steps: [],
      reply: askFor(keepNote, ['text']),
    });
    const turn = await runTurn(opened('it snows'), [asked.episode], agent, quiet, live());
    expect(turn.episode).toMatchObject({
      reply: 'Noted: it snows.',
      thread: { resolved: 'note that it snows', refersTo: { as: 'answer' } },
    });
  });

  test('and “never mind” leaves it', async () => {
    const { agent } = fakeAgent('keep_note');
    const asked = await runTurn(opened('note that'), [], agent, quiet, live());
    const turn = await runTurn(opened('never mind'), [asked.episode], agent, quiet, live());
    expect(turn.episode.reply).toContain('nothing was done');
    expect(turn.changes).toEqual([]);
  });
});
