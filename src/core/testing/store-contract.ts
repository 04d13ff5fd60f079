import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { hasCode } from '../errors/apprentice-error';
import type { Store, StoreTable } from '../ports/store';
import { invert } from '../tools/changes';
import type { Change, UserDataTable } from '../tools/user-data';
import {
  fullBatch,
  randomBatch,
  sampleEpisode,
  sampleItem,
  sampleNote,
  samplePin,
  sampleSignal,
} from './store-samples';

const storeTables: readonly StoreTable[] = [
  'conversations',
  'episodes',
  'signals',
  'snapshots',
  'pins',
  'settings',
];
const userTables: readonly UserDataTable[] = ['notes', 'listItems', 'reminders'];

/** Everything that can be read from a store. */
export async function dump(store: Store) {
  const contents: Record<string, unknown> = { learning: await store.learning() };
  for (const table of storeTables) contents[table] = await store.all(table);
  for (const table of userTables) contents[table] = await store.list(table);
  return contents;
}

const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

/** A store's data that outlives the store: every `open` opens the same. */
export interface StoreHarness {
  open(): Promise<Store>;
}

/** What every `Store` promises. `makeHarness` gives new, empty data each time. */
export function describeStore(name: string, makeHarness: () => StoreHarness): void {
  describe(`${name} as a store`, () => {
    let harness: StoreHarness;
    let store: Store;

    beforeEach(async () => {
      harness = makeHarness();
      store = await harness.open();
    });

    async function reopen(): Promise<Store> {
      store.close();
      return harness.open();
    }

    test('a record of every table is read back as it was written, also after reopening', async () => {
      await store.commit(fullBatch);
      const { changes = [], learning, ...records } = fullBatch;
      const user = (table: UserDataTable) =>
        changes.flatMap((c) => (c.type === 'put' && c.table === table ? [c.record] : []));
      const things = Object.fromEntries(userTables.map((table) => [table, user(table)]));
      expect(await dump(store)).toEqual({ learning, ...records, ...things });
      expect(await dump(await reopen())).toEqual({ learning, ...records, ...things });
    });

    test('a single record is found by its id, and null is given for an unknown one', async () => {
      await store.commit(fullBatch);
      expect(await store.get('snapshots', 'v1')).toEqual(fullBatch.snapshots?.[0]);
      expect(await store.get('snapshots', 'v2')).toBeNull();
    });

    test('what is read can be changed without changing what is stored', async () => {
      await store.commit(fullBatch);
      const [read] = await store.all('episodes');
      read.embedding?.fill(0);
      expect(await store.all('episodes')).toEqual(fullBatch.episodes);
    });

    test('episodes come in order of sequence, whatever the order of writing', async () => {
      await store.commit({ episodes: [sampleEpisode('a', 10), sampleEpisode('b', 9)] });
      await store.commit({ episodes: [sampleEpisode('c', 2, 'c2'), sampleEpisode('d', 3)] });
      expect(ids(await store.all('episodes'))).toEqual(['c', 'd', 'b', 'a']);
      expect(ids(await store.episodesOf('c1'))).toEqual(['d', 'b', 'a']);
    });

    test('changes apply in order and their inverse restores what was there', async () => {
      await store.commit(fullBatch);
      const before = await dump(store);
      const changes: Change[] = [
        { type: 'put', table: 'notes', record: sampleNote('n2', 'new') },
        { type: 'put', table: 'listItems', record: sampleItem('i1', true) },
        { type: 'delete', table: 'reminders', id: 'r1' },
      ];
      const inverse = await invert(changes, store);
      await store.commit({ changes });
      expect(ids(await store.list('notes'))).toEqual(['n1', 'n2']);
      expect((await store.list('listItems'))[0].done).toBe(true);
      expect(await store.list('reminders')).toEqual([]);
      await store.commit({ changes: inverse });
      expect(await dump(store)).toEqual(before);
    });

    test('the last of several changes to one record stands', async () => {
      const put = (text: string): Change => ({
        type: 'put',
        table: 'notes',
        record: sampleNote('n1', text),
      });
      await store.commit({
        changes: [put('first'), { type: 'delete', table: 'notes', id: 'n1' }, put('last')],
      });
      expect((await store.list('notes')).map(({ text }) => text)).toEqual(['last']);
    });

    test('deleting an episode takes its signals and pins, and no others', async () => {
      await store.commit(fullBatch);
      await store.commit({
        episodes: [sampleEpisode('e2', 4)],
        signals: [sampleSignal('s2', 5, 'e2')],
        pins: [samplePin('p2', 'e2')],
      });
      await store.commit({ deletes: [{ table: 'episodes', id: 'e1' }] });
      expect(ids(await store.all('episodes'))).toEqual(['e2']);
      expect(ids(await store.all('signals'))).toEqual(['s2']);
      expect(ids(await store.all('pins'))).toEqual(['p2']);
    });

    test('deleting a conversation takes its episodes with their signals and pins', async () => {
      await store.commit(fullBatch);
      await store.commit({
        episodes: [sampleEpisode('e2', 4, 'c2')],
        signals: [sampleSignal('s2', 5, 'e2', 'c2')],
        pins: [samplePin('p2', 'e2')],
        deletes: [{ table: 'conversations', id: 'c1' }],
      });
      expect(await store.all('conversations')).toEqual([]);
      expect(ids(await store.all('episodes'))).toEqual(['e2']);
      expect(ids(await store.all('signals'))).toEqual(['s2']);
      expect(ids(await store.all('pins'))).toEqual(['p2']);
      expect(ids(await store.all('snapshots'))).toEqual(['v1']);
    });

    test('sequence numbers grow, past any that was written by hand', async () => {
      const first = store.nextSequence();
      expect(store.nextSequence()).toBeGreaterThan(first);
      await store.commit({ episodes: [sampleEpisode('e1', 500)] });
      expect(store.nextSequence()).toBeGreaterThan(500);
    });

    test('a sequence number is not given out again after its record is deleted', async () => {
      const sequence = store.nextSequence();
      await store.commit({ episodes: [sampleEpisode('e1', sequence)] });
      await store.commit({ deletes: [{ table: 'episodes', id: 'e1' }] });
      const reopened = await reopen();
      expect(reopened.nextSequence()).toBeGreaterThan(sequence);
    });

    test('an export imported into a wiped store gives the same contents and numbers', async () => {
      await store.commit(fullBatch);
      const before = await dump(store);
      const last = store.nextSequence();
      await store.commit({});
      const exported = await store.exportAll();
      await store.wipe();
      const fresh = await harness.open();
      expect(await fresh.all('episodes')).toEqual([]);
      await fresh.importAll(exported);
      expect(await dump(fresh)).toEqual(before);
      expect(await fresh.exportAll()).toBe(exported);
      expect(fresh.nextSequence()).toBeGreaterThan(last);
    });

    test('an import replaces everything that was there', async () => {
      const empty = await store.exportAll();
      await store.commit(fullBatch);
      await store.importAll(empty);
      expect(await store.all('episodes')).toEqual([]);
      expect(await store.list('notes')).toEqual([]);
      expect(await store.learning()).toBeNull();
    });

    test('a file that is no export, or a newer one, is refused and changes nothing', async () => {
      await store.commit(fullBatch);
      const before = await dump(store);
      const refusal = (text: string) => store.importAll(text).catch((error: unknown) => error);
      for (const text of ['', 'null', '[]', '{}', '{"version":1}']) {
        const error = await refusal(text);
        expect(hasCode(error, 'import-invalid'), `${text || 'nothing'} was accepted`).toBe(true);
      }
      const newer = JSON.stringify({ ...JSON.parse(await store.exportAll()), version: 999 });
      expect(hasCode(await refusal(newer), 'import-newer-version')).toBe(true);
      expect(await dump(store)).toEqual(before);
    });

    test('a closed store refuses to read and write', async () => {
      store.close();
      await expect(store.commit(fullBatch)).rejects.toMatchObject({ code: 'store-closed' });
      await expect(store.all('episodes')).rejects.toMatchObject({ code: 'store-closed' });
    });

    test('any batches survive reopening, export and import', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(randomBatch, { maxLength: 4 }), async (batches) => {
          const data = makeHarness();
          const written = await data.open();
          for (const batch of batches) await written.commit(batch);
          const contents = await dump(written);
          const exported = await written.exportAll();
          written.close();
          const reopened = await data.open();
          expect(await dump(reopened)).toEqual(contents);
          const other = await makeHarness().open();
          await other.importAll(exported);
          expect(await dump(other)).toEqual(contents);
        }),
        { numRuns: 25 },
      );
    });
  });
}
