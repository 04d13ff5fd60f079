import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { consentKey } from '../core/models/consent';
import { FakeModelShelf } from '../core/testing/fake-model-shelf';
import { modelPage, pageWith, qwen, llama } from './testing/model-page';

beforeEach(() => {
  vi.useFakeTimers();
  // A browser that does not tell what storage there is.
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

/** A shelf whose downloads wait before every piece until `arrive` lets one through. */
function gated() {
  const waiting: (() => void)[] = [];
  const arrival = () => new Promise<void>((resolve) => waiting.push(resolve));
  const arrive = async () => {
    await settle();
    waiting.shift()?.();
    await settle();
  };
  return { arrival, arrive };
}

test('opening the page asks the shelf what is here and nothing of the network', async () => {
  const { holder, shelf } = await pageWith([llama]);
  const { entries, stock, listing } = holder.state.models;
  expect(listing).toBe('read');
  expect(entries.map(({ id }) => id)).toEqual(['SmolLM2-135M-Instruct', qwen.id, llama.id]);
  expect(stock.map(({ complete }) => complete)).toEqual([false, false, true]);
  expect(shelf.calls.every((call) => /^(stock|opened)/.test(call))).toBe(true);
});

test('what can’t be read is said, and read again at the next visit', async () => {
  const page = await modelPage();
  page.shelf.failures.set('opened', new ApprenticeError('storage-broken', 'It can’t be read.'));
  await page.actions.openModels();
  expect(page.said()).toEqual(['It can’t be read.']);
  expect(page.holder.state.models.listing).toBe('read');
  // The next visit to the page tries again.
  await page.actions.openModels();
  expect(page.holder.state.models.entries).toHaveLength(3);
});

test('a download shows its progress, remembers that it was agreed to, and offers the model', async () => {
  const { arrival, arrive } = gated();
  const { actions, context, holder, said, notices } = await pageWith([], { arrival });
  const done = actions.downloadModel(qwen.id);
  await arrive();
  expect(holder.state.models.jobs).toMatchObject([
    { id: qwen.id, status: 'running', progress: { total: 1000, part: 'weights' } },
  ]);
  expect((await context.store.get('settings', consentKey(qwen.id)))?.value).toBe(true);
  for (let i = 0; i < 4; i++) await arrive();
  await done;
  expect(holder.state.models.jobs).toEqual([]);
  expect(holder.state.models.stock[1]).toMatchObject({ id: qwen.id, complete: true });
  expect(said()).toEqual(['Qwen3 1.7B is on this device now.']);
  await notices.undo(holder.state.notices[0].id);
  expect(holder.state.engine?.modelId).toBe(qwen.id);
});

test('a paused download keeps what arrived, goes on from there, and then offers the model', async () => {
  const { arrival, arrive } = gated();
  const { actions, holder, said } = await pageWith([], { arrival });
  const done = actions.downloadModel(qwen.id);
  await arrive();
  await arrive();
  actions.pauseModelJob(qwen.id);
  await arrive();
  await done;
  expect(holder.state.models.jobs).toMatchObject([{ status: 'paused' }]);
  const kept = holder.state.models.stock[1];
  expect(kept).toMatchObject({ bytes: 500, complete: false });
  const resumed = actions.resumeModelJob(qwen.id);
  for (let i = 0; i < 4; i++) await arrive();
  await resumed;
  expect(holder.state.models.stock[1].complete).toBe(true);
  expect(said()).toEqual(['Qwen3 1.7B is on this device now.']);
});

test.each([
  ['model-offline', 'Qwen3 1.7B could not be fetched because the network is away.'],
  ['model-hash', 'A part of it is not what was expected, so it was thrown away.'],
  ['storage-full', 'There is no room left on this device.'],
])('a download that fails with %s says so and can be tried again', async (code, message) => {
  const { actions, holder, shelf, said } = await pageWith([]);
  shelf.failures.set('download', new ApprenticeError(code, message));
  await actions.downloadModel(qwen.id);
  expect(holder.state.models.jobs).toMatchObject([
    { id: qwen.id, status: 'failed', error: { code, message } },
  ]);
  await actions.resumeModelJob(qwen.id);
  expect(holder.state.models.jobs).toEqual([]);
  expect(said()).toEqual(['Qwen3 1.7B is on this device now.']);
});

test('a cancelled download leaves nothing behind, and is asked for again before the next', async () => {
  const { arrival, arrive } = gated();
  const { actions, context, holder } = await pageWith([], { arrival });
  const done = actions.downloadModel(qwen.id);
  await arrive();
  await arrive();
  const cancelled = actions.cancelModelJob(qwen.id);
  await arrive();
  await Promise.all([done, cancelled]);
  expect(holder.state.models.jobs).toEqual([]);
  expect(holder.state.models.stock[1]).toMatchObject({ bytes: 0, complete: false });
  expect((await context.store.get('settings', consentKey(qwen.id)))?.value).toBe(false);
});

test('a deleted model stays on the disk until its Undo has passed', async () => {
  const { actions, holder, notices, shelf } = await pageWith([qwen]);
  await actions.removeModel(qwen.id);
  expect(holder.state.models.removing).toEqual([qwen.id]);
  await notices.undo(holder.state.notices[0].id);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(holder.state.models.removing).toEqual([]);
  expect(shelf.calls).not.toContain(`remove ${qwen.id}`);

  await actions.removeModel(qwen.id);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(shelf.calls).toContain(`remove ${qwen.id}`);
  expect(holder.state.models.removing).toEqual([]);
  expect(holder.state.models.stock[1].complete).toBe(false);
});

test('a deletion that a closed page had promised is carried out at the next start', async () => {
  const first = await pageWith([qwen, llama]);
  await first.actions.removeModel(qwen.id);
  vi.clearAllTimers();
  const page = await modelPage(first);
  await page.models.removals.resume();
  expect(page.shelf.calls).toContain(`remove ${qwen.id}`);
  expect(page.models.settings.removing).toEqual([]);
});

test('a chosen model that could not be loaded and was deleted is not looked for at the next start', async () => {
  const first = await pageWith([qwen]);
  await first.actions.useModel(qwen.id);
  const page = await modelPage(first);
  page.failing.set(qwen.id, new ApprenticeError('model-damaged', 'Its files are damaged.'));
  await page.models.active.ready();
  await page.actions.openModels();
  await page.actions.removeModel(qwen.id);
  await vi.advanceTimersByTimeAsync(10_000);
  const next = await modelPage({ contents: first.contents });
  await next.models.active.ready();
  expect(next.said()).toEqual([]);
});

test('the model that answers can’t be deleted', async () => {
  const { actions, said, shelf } = await pageWith([qwen]);
  await actions.useModel(qwen.id);
  await actions.removeModel(qwen.id);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(said()[0]).toMatch(/^Qwen3 1.7B is what answers now/);
  expect(shelf.calls).not.toContain(`remove ${qwen.id}`);
});

test('a GGUF that was opened is in the list, and again at the next visit', async () => {
  const shelf = new FakeModelShelf();
  const page = await pageWith([], { shelf });
  await page.actions.openGguf({ name: 'my tune.gguf', size: 40, slice: () => new Blob() });
  const ids = (of: typeof page) => of.holder.state.models.entries.map(({ id }) => id);
  expect(ids(page)).toContain('my-tune');
  const again = await pageWith([], { shelf, contents: page.contents });
  expect(ids(again)).toContain('my-tune');
});

test('a GGUF of an unknown architecture is refused by name, and nothing of it stays in the way', async () => {
  const { actions, holder, shelf } = await pageWith([]);
  const message = 'This file is a “mamba” model, which can’t be converted. Nothing was kept.';
  shelf.failures.set('openGguf', new ApprenticeError('model-unsupported', message));
  await actions.openGguf('owner/repo/mamba.gguf');
  expect(holder.state.models.jobs).toMatchObject([{ status: 'failed', error: { message } }]);
  await actions.cancelModelJob('owner/repo/mamba.gguf');
  expect(holder.state.models.jobs).toEqual([]);
  // Of another one that was begun nothing is touched.
  expect(shelf.calls).not.toContain('forget gguf');
});

test('the download of a GGUF that was not finished waits at the next visit, and goes on or leaves nothing', async () => {
  const { arrival, arrive } = gated();
  const first = await pageWith([], { arrival });
  const opening = first.actions.openGguf('owner/repo/big.gguf');
  await arrive();
  await arrive();
  first.actions.pauseModelJob('owner/repo/big.gguf');
  await arrive();
  await opening;

  const next = await pageWith([], { contents: first.contents });
  const waiting = { id: 'owner/repo/big.gguf', kind: 'gguf', title: 'big.gguf', status: 'paused' };
  expect(next.holder.state.models.jobs).toMatchObject([waiting]);
  await next.actions.resumeModelJob(waiting.id);
  expect(next.said()).toEqual(['big is on this device now.']);
  expect((await pageWith([], { contents: first.contents })).holder.state.models.jobs).toEqual([]);

  await next.models.settings.beginOpening(waiting.id);
  const last = await pageWith([], { contents: first.contents });
  await last.actions.cancelModelJob(waiting.id);
  expect(last.shelf.calls).toContain('forget gguf');
  expect((await pageWith([], { contents: first.contents })).holder.state.models.jobs).toEqual([]);
});

test('a model added by address is listed now and later; one that can’t run is refused by name', async () => {
  const known = { 'owner/mine': { ...qwen, id: 'mine', title: 'Mine' } };
  const page = await pageWith([], { known });
  expect(await page.actions.addModel('owner/mine')).toMatchObject({ id: 'mine' });
  expect(await page.actions.addModel('owner/other')).toBeNull();
  expect(page.said()[0]).toMatch(/^owner\/other is not a model that can run here/);
  const again = await pageWith([], { contents: page.contents });
  expect(again.holder.state.models.entries.map(({ id }) => id)).toContain('mine');
});

test('where the page was served without models, they are installed and then loaded', async () => {
  const page = await modelPage();
  const missing = new ApprenticeError('model-missing', 'SmolLM2 is not on the server.');
  page.failing.set('SmolLM2-135M-Instruct', missing);
  await expect(page.models.active.ready()).rejects.toThrow('not on the server');
  expect(page.holder.state.startup).toMatchObject({ error: { code: 'model-missing' } });
  page.failing.clear();
  await page.actions.installDefaultModels();
  await settle();
  expect(page.shelf.calls).toContain('installDefault');
  expect(page.holder.state.startup).toMatchObject({ status: 'ready', error: null });
});
