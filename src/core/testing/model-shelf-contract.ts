import { beforeEach, describe, expect, it } from 'vitest';
import type { ModelEntry } from '../models/model-entry';
import type { ModelShelf, ShelfProgress } from '../ports/model-shelf';

export interface ModelShelfHarness {
  readonly shelf: ModelShelf;
  /** A model that can be downloaded, in at least four steps, and another. */
  readonly entry: ModelEntry;
  readonly other: ModelEntry;
}

/** What every shelf promises of downloads, as vitest tests. `create` gives an empty shelf. */
export function describeModelShelf(name: string, create: () => ModelShelfHarness): void {
  describe(`${name} keeps the contract of a model shelf:`, () => {
    let shelf: ModelShelf;
    let entry: ModelEntry;
    let other: ModelEntry;
    beforeEach(() => ({ shelf, entry, other } = create()));

    const stockOf = async (model: ModelEntry) => (await shelf.stock([model]))[0]!;
    async function download(model: ModelEntry): Promise<ShelfProgress[]> {
      const steps: ShelfProgress[] = [];
      await shelf.download(model, (step) => steps.push(step));
      return steps;
    }
    /** Downloads about half of it. */
    async function pause(model: ModelEntry): Promise<void> {
      const controller = new AbortController();
      const stop = ({ loaded, total }: ShelfProgress) => loaded >= total / 2 && controller.abort();
      const downloading = shelf.download(model, stop, controller.signal);
      await expect(downloading).rejects.toMatchObject({ code: 'cancelled' });
    }

    it('the stock is told in the order of the question, and empty at first', async () => {
      expect(await shelf.stock([other, entry])).toEqual([
        { id: other.id, bytes: 0, complete: false },
        { id: entry.id, bytes: 0, complete: false },
      ]);
    });

    it('a download ends complete, its progress never going back', async () => {
      const steps = await download(entry);
      const { loaded, total } = steps.at(-1)!;
      expect(loaded).toBe(total);
      expect(await stockOf(entry)).toEqual({ id: entry.id, bytes: total, complete: true });
      const counts = steps.map((step) => step.loaded);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      for (const step of steps) expect(step.partLoaded).toBeLessThanOrEqual(step.partTotal);
      expect(await stockOf(other)).toMatchObject({ bytes: 0 });
    });

    it('aborting is a pause: what has arrived is in stock, and the next call goes on', async () => {
      await pause(entry);
      const paused = await stockOf(entry);
      expect(paused.complete).toBe(false);
      expect(paused.bytes).toBeGreaterThan(0);
      const steps = await download(entry);
      expect(steps[0]!.total).toBeGreaterThan(paused.bytes);
      expect(steps.some(({ loaded }) => loaded > 0 && loaded < paused.bytes)).toBe(false);
      expect(await stockOf(entry)).toMatchObject({ complete: true });
    });

    it('removing leaves nothing, also of half a download', async () => {
      await pause(entry);
      await shelf.remove(entry);
      expect(await stockOf(entry)).toEqual({ id: entry.id, bytes: 0, complete: false });
      await download(entry);
      await download(other);
      await shelf.remove(entry);
      expect(await stockOf(entry)).toMatchObject({ bytes: 0, complete: false });
      expect(await stockOf(other)).toMatchObject({ complete: true });
    });

    it('removing right after aborting leaves nothing', async () => {
      const controller = new AbortController();
      const downloading = shelf.download(entry, () => controller.abort(), controller.signal);
      const removing = shelf.remove(entry);
      await expect(downloading).rejects.toMatchObject({ code: 'cancelled' });
      await removing;
      await shelf.remove(entry);
      expect(await stockOf(entry)).toMatchObject({ bytes: 0, complete: false });
    });

    it('an address where nothing stands is refused with a sentence', async () => {
      await expect(shelf.describe('https://huggingface.co/no/where')).rejects.toMatchObject({
        code: expect.stringMatching(/^model-(unsupported|missing)$/) as string,
      });
    });

    it('nothing was opened yet', async () => {
      expect(await shelf.opened()).toEqual([]);
    });
  });
}
