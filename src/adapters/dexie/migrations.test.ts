import Dexie from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { cosine, norm } from '../../core/learning/vector';
import { fullBatch, sampleEpisode } from '../../core/testing/store-samples';
import { seal } from './records';
import { restore } from './restore';
import { FakeProfile } from './store-harness';

const raw = Float32Array.from({ length: 384 }, (_, i) => Math.sin(i));
/** As version 1 stored it: a state of length 1 with 32 bits a number, the decision with all names. */
const old = {
  ...sampleEpisode('old', 1),
  embedding: raw.map((value) => value / norm(raw)),
};
const damaged = { ...seal({ ...old, id: 'damaged', sequence: 2 }), checksum: 1 };

/** A database as version 1 of the schema made and left it. */
async function versionOne(): Promise<FakeProfile> {
  const profile = new FakeProfile();
  const { store } = await profile.open();
  await store.commit(fullBatch);
  store.close();
  const tables = [...(await profile.raw()).objectStoreNames];
  const fresh = new FakeProfile();
  const database = new Dexie('apprentice', { indexedDB: fresh.indexedDB, IDBKeyRange });
  database.version(1).stores({
    ...Object.fromEntries(tables.map((name) => [name, 'value.id'])),
    conversations: 'value.id, value.createdAt',
    episodes: 'value.id, value.sequence, value.conversationId',
    signals: 'value.id, value.sequence, value.episodeId, value.conversationId',
    snapshots: 'value.id, value.sequence',
    pins: 'value.id, value.episodeId',
    notes: 'value.id, value.createdAt',
    listItems: 'value.id, value.createdAt',
    reminders: 'value.id, value.createdAt',
  });
  await database.table('episodes').bulkPut([seal(old), damaged]);
  await database.table('meta').put(seal({ id: 'sequence', last: 9 }));
  database.close();
  return fresh;
}

test('a database of version 1 opens with its episodes as they were, their states rounded', async () => {
  const { store } = await (await versionOne()).open();
  const [episode, ...others] = await store.all('episodes');
  expect(others).toEqual([]);
  const { embedding, ...rest } = episode;
  const { embedding: before, ...same } = old;
  expect(rest).toEqual(same);
  expect(cosine(embedding ?? new Float32Array(), before)).toBeGreaterThan(0.9998);
  expect(store.nextSequence()).toBe(10);
});

test('a record that was damaged before the migration stays damaged', async () => {
  const { store } = await (await versionOne()).open();
  expect(await store.get('episodes', 'damaged')).toBeNull();
  expect(store.damaged()).toEqual(['damaged']);
});

test('a decision, a state and their export are the same to the last bit after every reload', async () => {
  const profile = await versionOne();
  const first = (await profile.open()).store;
  const [before] = await first.all('episodes');
  const text = await first.exportAll();
  await first.commit({ episodes: [before] });
  first.close();
  const second = (await profile.open()).store;
  expect(await second.all('episodes')).toEqual([before]);
  expect(await second.exportAll()).toBe(text);
  await second.importAll(text);
  expect(await second.exportAll()).toBe(text);
});

test('an export of version 1 is read with its states rounded, one of version 2 as it is', async () => {
  const { store } = await new FakeProfile().open();
  await store.commit({ episodes: [old] });
  const text = await store.exportAll();
  expect(restore(text).tables.episodes[0].embedding).toEqual(old.embedding);
  const older = text.replace('"version":2', '"version":1');
  const [{ embedding }] = restore(older).tables.episodes;
  expect(embedding).not.toEqual(old.embedding);
  expect(cosine(embedding ?? new Float32Array(), old.embedding)).toBeGreaterThan(0.9998);
});

test('an export from before versions could be kept and alarms remembered is read', async () => {
  const { store } = await new FakeProfile().open();
  await store.commit(fullBatch);
  const value = JSON.parse(await store.exportAll()) as { learning: Record<string, unknown> };
  delete value.learning.kept;
  delete value.learning.alarms;
  expect(restore(JSON.stringify(value)).learning).toMatchObject({ kept: [], alarms: [] });
});
