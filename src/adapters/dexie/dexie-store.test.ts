import * as fc from 'fast-check';
import { forceCloseDatabase } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import { hasCode } from '../../core/errors/apprentice-error';
import { FakeStore } from '../../core/testing/fake-store';
import { describeStore, dump } from '../../core/testing/store-contract';
import {
  fullBatch,
  randomBatch,
  sampleEpisode,
  sampleNote,
  samplePin,
  sampleSignal,
} from '../../core/testing/store-samples';
import { FakeProfile } from './store-harness';

describeStore('DexieStore', () => {
  const profile = new FakeProfile();
  return { open: async () => (await profile.open()).store };
});

test('the same batches give the same contents as in the fake store', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomBatch, { maxLength: 6 }), async (batches) => {
      const fake = new FakeStore();
      const { store } = await new FakeProfile().open();
      for (const batch of batches) {
        await fake.commit(batch);
        await store.commit(batch);
      }
      expect(await dump(store)).toEqual(await dump(fake));
      expect(store.nextSequence()).toBe(fake.nextSequence());
    }),
    { numRuns: 40 },
  );
});

test('the first visit is no loss, nor is the second, nor the one after a deliberate wipe', async () => {
  const profile = new FakeProfile();
  const first = await profile.open();
  expect(first.wiped).toBe(false);
  first.store.close();
  const second = await profile.open();
  expect(second.wiped).toBe(false);
  await second.store.wipe();
  expect((await profile.open()).wiped).toBe(false);
});

test('a database that vanished is told apart from a first visit, once', async () => {
  const profile = new FakeProfile();
  await (await profile.open()).store.commit(fullBatch);
  profile.loseDatabase();
  const opened = await profile.open();
  expect(opened.wiped).toBe(true);
  opened.store.close();
  expect((await profile.open()).wiped).toBe(false);
});

test('profiles are kept apart by the name of their database', async () => {
  const profile = new FakeProfile();
  await (await profile.open({ name: 'one' })).store.commit(fullBatch);
  const other = await profile.open({ name: 'two' });
  expect(other.wiped).toBe(false);
  expect(await other.store.all('episodes')).toEqual([]);
});

test('a database of a newer version is refused and left as it is', async () => {
  const profile = new FakeProfile();
  (await profile.open()).store.close();
  (await profile.raw(9990)).close();
  await expect(profile.open()).rejects.toMatchObject({ code: 'store-newer-version' });
  expect((await profile.raw()).version).toBe(9990);
});

test('a browser without a database says so in a sentence', async () => {
  const opening = new FakeProfile().open({ indexedDB: undefined });
  await expect(opening).rejects.toMatchObject({ code: 'store-refused' });
});

test('a browser that forbids the database says so in a sentence', async () => {
  const profile = new FakeProfile();
  profile.indexedDB.open = () => {
    throw new DOMException('no', 'SecurityError');
  };
  await expect(profile.open()).rejects.toMatchObject({ code: 'store-refused' });
});

test('when another tab upgrades the database, this one closes, says so once and refuses to write', async () => {
  const profile = new FakeProfile();
  const onClosed = vi.fn();
  const warn = vi.spyOn(console, 'warn');
  const { store } = await profile.open({ onClosed });
  (await profile.raw(9990)).close();
  expect(onClosed).toHaveBeenCalledOnce();
  expect(hasCode(onClosed.mock.calls[0][0], 'store-closed')).toBe(true);
  await expect(store.commit(fullBatch)).rejects.toMatchObject({ code: 'store-closed' });
  expect(warn).not.toHaveBeenCalled();
});

test('when the browser closes the connection, this tab says so', async () => {
  const profile = new FakeProfile();
  const onClosed = vi.fn();
  const connections: IDBDatabase[] = [];
  const open = profile.indexedDB.open.bind(profile.indexedDB);
  profile.indexedDB.open = (name, version) => {
    const request = open(name, version);
    request.addEventListener('success', () => connections.push(request.result));
    return request;
  };
  const { store } = await profile.open({ onClosed });
  for (const connection of connections) Reflect.apply(forceCloseDatabase, null, [connection]);
  await vi.waitFor(() => expect(onClosed).toHaveBeenCalledOnce());
  await expect(store.list('notes')).rejects.toMatchObject({ code: 'store-closed' });
});

test('our own close and wipe are not told as a loss', async () => {
  const onClosed = vi.fn();
  const profile = new FakeProfile();
  (await profile.open({ onClosed })).store.close();
  await (await profile.open({ onClosed })).store.wipe();
  expect(onClosed).not.toHaveBeenCalled();
});

/** Writes past the store, so that the checksum no longer fits. */
async function damage(profile: FakeProfile, table: string, id: string, change: (v: never) => void) {
  const database = await profile.raw();
  const rows = database.transaction(table, 'readwrite').objectStore(table);
  await new Promise<void>((resolve) => {
    const read = rows.get(id);
    read.onsuccess = () => {
      change(read.result.value as never);
      rows.put(read.result).onsuccess = () => resolve();
    };
  });
  database.close();
}

test('a damaged record is left out, remembered, and does not hide the others', async () => {
  const profile = new FakeProfile();
  const { store } = await profile.open();
  await store.commit(fullBatch);
  await store.commit({ episodes: [sampleEpisode('e2', 9)] });
  await damage(profile, 'episodes', 'e1', (value: { embedding: Float32Array }) => {
    value.embedding[255] += 1e-6;
  });
  expect(store.damaged()).toEqual([]);
  expect((await store.all('episodes')).map(({ id }) => id)).toEqual(['e2']);
  expect(await store.get('episodes', 'e1')).toBeNull();
  expect((await store.episodesOf('c1')).map(({ id }) => id)).toEqual(['e2']);
  expect(store.damaged()).toEqual(['e1']);
  await (await new FakeProfile().open()).store.importAll(await store.exportAll());
});

test('a record damaged into something no record may hold does not hide the others', async () => {
  const profile = new FakeProfile();
  const { store } = await profile.open();
  await store.commit({ episodes: [sampleEpisode('e1', 1), sampleEpisode('e2', 2)] });
  await damage(profile, 'episodes', 'e1', (value: { seconds: unknown }) => {
    value.seconds = 5n;
  });
  expect((await store.all('episodes')).map(({ id }) => id)).toEqual(['e2']);
  expect(store.damaged()).toEqual(['e1']);
});

test('a damaged learning state is not served', async () => {
  const profile = new FakeProfile();
  const { store } = await profile.open();
  await store.commit(fullBatch);
  await damage(profile, 'meta', 'learning', (value: { state: { liveId: string } }) => {
    value.state.liveId = 'v0';
  });
  expect(await store.learning()).toBeNull();
  expect(store.damaged()).toEqual(['learning']);
});

test('damaged sequence numbers do not mislead the count', async () => {
  const profile = new FakeProfile();
  const { store } = await profile.open();
  await store.commit({ episodes: [sampleEpisode('e1', 7), sampleEpisode('e2', 5)] });
  store.close();
  await damage(profile, 'meta', 'sequence', (value: { last: number }) => (value.last = 2 ** 60));
  await damage(
    profile,
    'episodes',
    'e1',
    (value: { sequence: number }) => (value.sequence = 1e300),
  );
  expect((await profile.open()).store.nextSequence()).toBe(6);
});

test('a batch that both replaces and deletes a record leaves it deleted', async () => {
  const { store } = await new FakeProfile().open();
  await store.commit({
    episodes: [sampleEpisode('e1', 1)],
    signals: [sampleSignal('s1', 2)],
    pins: [samplePin('p1')],
    changes: [{ type: 'put', table: 'notes', record: sampleNote('n1') }],
    deletes: [{ table: 'episodes', id: 'e1' }],
  });
  expect(await store.all('episodes')).toEqual([]);
  expect(await store.all('signals')).toEqual([]);
  expect(await store.list('notes')).toHaveLength(1);
});
