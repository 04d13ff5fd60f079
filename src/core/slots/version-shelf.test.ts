import { describe, expect, it } from 'vitest';
import { headHash } from '../learning/head';
import { FakeStore } from '../testing/fake-store';
import { SLOT_VERSIONS_KEPT } from './parameters';
import { zeroSlotHead } from './slot-head';
import type { SlotVersion } from './slot-version';
import { readVersions, unlearned, versionChanges, withVersion } from './version-shelf';
import type { SlotVersions } from './version-shelf';

function version(number: number): SlotVersion {
  const head = zeroSlotHead(['request text'], 2);
  head.weights[0] = number;
  return {
    id: `v${number}`,
    number,
    sequence: 10 * number,
    at: 5,
    head,
    hash: headHash(head),
    encoderHash: 'encoder',
    weights: [1, 0.3, 1, 0.5],
    calls: 9,
    evidence: 'It is better.',
  };
}

const NONE: SlotVersions = { versions: [], liveId: null, trainedAt: 0 };
const three = [1, 2, 3].map(version).reduce(withVersion, NONE);

async function stored(versions: SlotVersions): Promise<FakeStore> {
  const store = new FakeStore();
  await store.commit(versionChanges(NONE, versions));
  return store;
}

describe('versions of the slot head', () => {
  it('are read as they were written, also from an export', async () => {
    const store = await stored({ ...three, trainedAt: 12 });
    const expected = { ...three, trainedAt: 12, refused: [] };
    expect(await readVersions(store)).toEqual(expected);
    const other = new FakeStore();
    await other.importAll(await store.exportAll());
    expect(await readVersions(other)).toEqual(expected);
  });

  it('of before there was a weight of every value are read with none', async () => {
    const older = { ...version(1), weights: [1, 0.3, 1] };
    const store = await stored(withVersion(NONE, older));
    const { versions, refused } = await readVersions(store);
    expect(versions).toEqual([{ ...older, weights: [1, 0.3, 1, 0] }]);
    expect(refused).toEqual([]);
  });

  it('leave a damaged live one for the newest sound one, and say so', async () => {
    const store = await stored(three);
    const broken = { ...((await store.get('settings', 'slot-version v3'))!.value as object) };
    await store.commit({
      settings: [{ id: 'slot-version v3', value: { ...broken, hash: 'other' } }],
    });
    const { liveId, versions, refused } = await readVersions(store);
    expect(liveId).toBe('v2');
    expect(versions.map(({ number }) => number)).toEqual([1, 2]);
    expect(refused).toEqual([expect.stringContaining('Version 2 fills them')]);
  });

  it('go with what had taught them, and the one before is live then', async () => {
    const store = await stored(three);
    const after = unlearned(three, 15);
    expect(after).toMatchObject({ liveId: 'v1', trainedAt: 0 });
    await store.commit(versionChanges(three, after));
    expect(await readVersions(store)).toMatchObject({ liveId: 'v1', versions: [version(1)] });
    expect(unlearned(three, 5)).toMatchObject({ liveId: null, versions: [] });
    expect(unlearned(three, 31)).toBe(three);
  });

  it('are kept up to a number, the oldest dropped', () => {
    const many = Array.from({ length: SLOT_VERSIONS_KEPT + 2 }, (_, i) => version(i + 1));
    const kept = many.reduce(withVersion, NONE);
    expect(kept.versions.map(({ number }) => number)).toEqual(
      many.slice(2).map(({ number }) => number),
    );
    expect(kept.liveId).toBe(many.at(-1)?.id);
  });
});
