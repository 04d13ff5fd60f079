import { describe, expect, test } from 'vitest';
import { ApprenticeError } from '../core/errors/apprentice-error';
import type { Learning } from '../core/learning/learning';
import type { Episode } from '../core/memory/episode';
import { decisionFor, fakeAgent, openedEpisode } from '../core/testing/agent-fixture';
import type { Batch } from '../core/ports/store';
import { FakeStore } from '../core/testing/fake-store';
import type { AppContext } from './app-context';
import { initialState } from './initial-state';
import { Library } from './library';
import { runMessage } from './message-run';
import { Notices } from './notices';
import { StateHolder } from './state-holder';
import { Turns } from './turns';

const actionFor = (request: string) => (/broken/.test(request) ? 'always_fails' : 'keep_note');

/** An application over a fake store, whose agent notes what it is told and breaks at what is broken. */
async function app() {
  const store = new FakeStore();
  const holder = new StateHolder(initialState([]));
  const library = await Library.load(store);
  const { agent, generator } = fakeAgent('keep_note', { data: store });
  const signals: string[] = [];
  let recorded = () => {};
  const learning = {
    situate: async (request: string) => ({
      request,
      embedding: Float32Array.of(1, 0),
      encoderHash: 'encoder',
      similarities: new Map([[actionFor(request), 0.9]]),
    }),
    decide: ({ request }: { request: string }) => decisionFor(actionFor(request)),
    because: () => null,
    maybeTrain: async () => false,
    recordEpisode: async (episode: Episode, extras: Batch = {}) => {
      await store.commit({ ...extras, episodes: [...(extras.episodes ?? []), episode] });
      recorded();
    },
    recordSignals: async (made: readonly { kind: string; episodeId: string }[], extras: Batch) => {
      await store.commit(extras);
      signals.push(...made.map(({ kind, episodeId }) => `${kind} ${episodeId}`));
      return made.map((signal, i) => ({
        ...signal,
        id: `s${i}`,
        sequence: 99,
        at: 0,
        revoked: false,
      }));
    },
  } as unknown as Learning;
  const context: AppContext = {
    holder,
    notices: new Notices(holder, () => 'notice'),
    store,
    learning,
    library,
    turns: new Turns(holder, library, learning),
    agent: { ...agent, learning },
    clock: agent.clock,
    newId: () => `new-${store.nextSequence()}`,
    modelsReady: async () => undefined,
    refreshThings: async () => undefined,
  };
  holder.update({ conversationId: 'conversation-1' });
  let next = 0;
  const say = async (request: string, signal = new AbortController().signal) => {
    const sequences = Array.from({ length: 6 }, () => store.nextSequence());
    const episode = openedEpisode(request, { id: `e${next++}`, sequence: sequences[0] });
    await store.commit({ episodes: [episode] });
    library.episodes.set(episode.id, episode);
    await runMessage(context, { episode, sequences }, signal);
  };
  const onRecord = (work: () => void) => (recorded = work);
  return { say, store, holder, generator, signals, onRecord };
}

const notes = async (store: FakeStore) => (await store.list('notes')).map(({ text }) => text);

describe('a message with several requests', () => {
  test('is stored and shown as one episode each, in order, linked to its message', async () => {
    const { say, store, holder, generator } = await app();
    generator.objects = ['{"text": "it snows"}', '{"text": "it rains"}'];
    await say('note that it snows, and note that it rains');
    expect(await notes(store)).toEqual(['it snows', 'it rains']);
    const shown = holder.state.turns.map(({ episode }) => episode);
    expect(shown.map(({ request, status }) => [request, status])).toEqual([
      ['note that it snows', 'done'],
      ['note that it rains', 'done'],
    ]);
    expect(shown.map(({ thread }) => thread?.part?.index)).toEqual([0, 1]);
    expect(await store.all('episodes')).toEqual(shown);
  });

  test('stops at a step that fails, and says what was done and what was not', async () => {
    const { say, store, holder, generator } = await app();
    generator.objects = ['{"text": "it snows"}', '{"text": "broken thing"}'];
    await say('note that it snows, then find the broken thing, and note that it rains');
    expect(await notes(store)).toEqual(['it snows']);
    const [, failed, left] = holder.state.turns.map(({ episode }) => episode);
    expect(failed.status).toBe('failed');
    expect(left).toMatchObject({ status: 'cancelled', steps: [] });
    expect(left.reply).toContain('Done before it: “note that it snows”');
    expect(await store.get('episodes', left.id)).toEqual(left);
  });

  test('that is stopped does none of the rest', async () => {
    const { say, store, holder } = await app();
    const controller = new AbortController();
    controller.abort(new ApprenticeError('cancelled', 'Stopped.'));
    await say('note that it snows, and note that it rains', controller.signal);
    expect(await notes(store)).toEqual([]);
    expect(holder.state.busy).toBe(false);
  });
});

test('stopping after the first step leaves out the others, and says so', async () => {
  const { say, store, holder, generator, onRecord } = await app();
  generator.objects = ['{"text": "it snows"}'];
  const controller = new AbortController();
  onRecord(() => controller.abort(new ApprenticeError('cancelled', 'Stopped.')));
  await say('note that it snows, note that it rains, and note that it hails', controller.signal);
  expect(await notes(store)).toEqual(['it snows']);
  const [, stopped, left] = holder.state.turns.map(({ episode }) => episode);
  expect(stopped).toMatchObject({ status: 'cancelled', reply: '' });
  expect(left.reply).toContain('“note that it rains” was stopped');
});

describe('“undo that”', () => {
  test('takes the last step back in the store, on the page, and as a signal', async () => {
    const { say, store, holder, generator, signals } = await app();
    generator.objects = ['{"text": "it snows"}'];
    await say('note that it snows');
    await say('undo that');
    expect(await notes(store)).toEqual([]);
    const [first] = holder.state.turns;
    expect(first.episode.steps[0].undone).toBe(true);
    expect(await store.get('episodes', first.episode.id)).toEqual(first.episode);
    expect(signals).toEqual([`undo ${first.episode.id}`]);
  });
});

test('a correction by words leaves one note, the new one', async () => {
  const { say, store, generator } = await app();
  generator.objects = ['{"text": "it snows"}'];
  await say('note that it snows');
  await say('no, it rains');
  expect(await notes(store)).toEqual(['it rains']);
});
