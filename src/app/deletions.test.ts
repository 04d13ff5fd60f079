import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleEpisode, sampleSignal } from '../core/learning/testing/sample-records';
import { FakeStore } from '../core/testing/fake-store';
import { Deletions, pendingDeletionKey } from './deletions';
import { initialState } from './initial-state';
import { Library } from './library';
import { Notices } from './notices';
import { StateHolder } from './state-holder';
import { Turns } from './turns';

const episode = sampleEpisode('eggs please');
const signal = sampleSignal(episode, { id: 's1' });
const pending = { conversations: [], episodes: [], signals: ['s1'] };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** The parts that deletions work on, over a store in which one correction is known. */
async function page() {
  const store = new FakeStore();
  await store.commit({ episodes: [episode], signals: [signal] });
  const learning = {
    takeBack: vi.fn(() => Promise.resolve()),
    deleteEpisodes: vi.fn(() => Promise.resolve()),
    because: () => null,
  };
  const holder = new StateHolder(initialState([]));
  let ids = 0;
  const notices = new Notices(holder, () => `n${ids++}`);
  const library = await Library.load(store);
  const turns = new Turns(holder, library, learning as never);
  const context = { holder, notices, store, learning, library, turns };
  return { ...context, deletions: new Deletions(context as never) };
}

test('forgotten feedback is hidden at once and taken back when its Undo has passed', async () => {
  const { deletions, holder, learning, library } = await page();
  await deletions.begin(pending, 'Forgot it.');
  expect(holder.state.forgetting).toEqual(['s1']);
  expect(learning.takeBack).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(learning.takeBack).toHaveBeenCalledExactlyOnceWith('s1');
  expect(library.signals.get('s1')?.revoked).toBe(true);
  expect(holder.state.forgetting).toEqual([]);
});

test('Undo within the time leaves the feedback as it was, now and after the time', async () => {
  const { deletions, holder, learning, notices, store } = await page();
  await deletions.begin(pending, 'Forgot it.');
  await notices.undo(holder.state.notices[0]?.id ?? '');
  expect(holder.state.forgetting).toEqual([]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(learning.takeBack).not.toHaveBeenCalled();
  expect((await store.get('settings', pendingDeletionKey))?.value).toBeNull();
});

test('what a closed page had promised to forget is forgotten by the next, also of an older version', async () => {
  const { deletions, learning } = await page();
  await deletions.resume(pending);
  expect(learning.takeBack).toHaveBeenCalledExactlyOnceWith('s1');
  await deletions.resume({ conversations: [], episodes: ['e1'] });
  expect(learning.deleteEpisodes).toHaveBeenLastCalledWith(['e1'], expect.anything());
  expect(learning.takeBack).toHaveBeenCalledOnce();
});
