import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import type { Batch, Store } from '../../core/ports/store';
import { dump } from '../../core/testing/store-contract';
import {
  fullBatch,
  sampleEpisode,
  sampleItem,
  sampleNote,
  samplePin,
  sampleSignal,
} from '../../core/testing/store-samples';
import { FakeProfile } from './store-harness';

afterEach(() => vi.restoreAllMocks());

const writes = ['put', 'delete', 'clear'] as const;

/** Makes the `n`-th write to any object store from now fail (throwing or through an aborted transaction). */
function failWrite(n: number, way: 'throws' | 'aborts'): { readonly happened: boolean } {
  let left = n;
  for (const name of writes) {
    const real = IDBObjectStore.prototype[name];
    vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
      this: IDBObjectStore,
      ...parameters: never[]
    ) {
      const request = Reflect.apply(real, this, parameters);
      if (--left === 0) {
        if (way === 'throws') throw new DOMException('full', 'QuotaExceededError');
        Reflect.get(this.transaction, '_abort').call(this.transaction, 'QuotaExceededError');
      }
      return request;
    });
  }
  return {
    get happened() {
      return left <= 0;
    },
  };
}

const second: Batch = {
  ...fullBatch,
  episodes: [sampleEpisode('e1', 1, 'c2'), sampleEpisode('e2', 7), sampleEpisode('e3', 8)],
  signals: [sampleSignal('s2', 9, 'e2')],
  pins: [samplePin('p2', 'e2')],
  changes: [
    { type: 'put', table: 'notes', record: sampleNote('n1', 'changed') },
    { type: 'put', table: 'listItems', record: sampleItem('i2') },
    { type: 'delete', table: 'reminders', id: 'r1' },
  ],
  deletes: [
    { table: 'episodes', id: 'e3' },
    { table: 'settings', id: 'theme' },
  ],
};

/** Fails the first write, the second, and so on until the work no longer has that many. */
async function failEveryWrite(way: 'throws' | 'aborts', work: (store: Store) => Promise<void>) {
  let n = 1;
  for (; ; n++) {
    const profile = new FakeProfile();
    const { store } = await profile.open();
    await store.commit(fullBatch);
    const before = await dump(store);
    const failure = failWrite(n, way);
    const error: unknown = await work(store).then(
      () => null,
      (reason: unknown) => reason,
    );
    vi.restoreAllMocks();
    if (!failure.happened) {
      expect(error).toBeNull();
      expect(await dump(store)).not.toEqual(before);
      return n - 1;
    }
    expect(error, `write ${n} failed in silence`).toMatchObject({ code: 'store-quota' });
    expect(await dump(store), `write ${n} failed half-way`).toEqual(before);
    store.close();
    const reopened = (await profile.open()).store;
    expect(await dump(reopened), `write ${n} failed half-way, seen later`).toEqual(before);
  }
}

test.each(['throws', 'aborts'] as const)(
  'whichever write of a commit %s, the old state stands and the quota is named',
  async (way) => {
    const count = await failEveryWrite(way, (store) => store.commit(second));
    expect(count).toBeGreaterThanOrEqual(14);
  },
);

test.each(['throws', 'aborts'] as const)(
  'whichever write of an import %s, the old state stands and the quota is named',
  async (way) => {
    const { store: source } = await new FakeProfile().open();
    await source.commit(second);
    const exported = await source.exportAll();
    const count = await failEveryWrite(way, (store) => store.importAll(exported));
    expect(count).toBeGreaterThanOrEqual(20);
  },
);
