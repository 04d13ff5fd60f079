import { expect, test } from 'vitest';
import { emptyContents, FakeStore } from './fake-store';
import { dump, describeStore } from './store-contract';
import { fullBatch, sampleEpisode } from './store-samples';

describeStore('FakeStore', () => {
  const contents = emptyContents();
  return { open: async () => new FakeStore(contents) };
});

test('the commit that was told to fail changes nothing, and the one after it succeeds', async () => {
  const store = new FakeStore();
  store.failCommit(2);
  await store.commit(fullBatch);
  const before = await dump(store);
  const next = { episodes: [sampleEpisode('e2', 9)] };
  await expect(store.commit(next)).rejects.toMatchObject({ code: 'store-quota' });
  expect(await dump(store)).toEqual(before);
  await store.commit(next);
  expect(store.commits).toHaveLength(2);
});
