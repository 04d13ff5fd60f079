import { expect, test, type BrowserContext, type Locator } from '@playwright/test';
import { randomLlamaGguf } from '../src/adapters/transformers/conversion/testing';
import { AppPage } from './app-page';
import { FakeHub } from './fake-hub';

/**
 * GGUF files, chosen and from a hub whose answers are made here: two layers of noise, for which the tools' examples decide.
 * Each test goes on where the one before ended.
 */
test.describe.configure({ mode: 'serial' });
test.use({ serviceWorkers: 'block' });

const chosen = Buffer.from(randomLlamaGguf({ architecture: 'qwen3', headLength: 32 }));
const remote = Buffer.from(randomLlamaGguf({ layers: 3, matrixType: 'Q8_0' }));
const mamba = Buffer.from(remote);
mamba.write('mamba', mamba.indexOf('llama', mamba.indexOf('general.architecture')));

let hub: FakeHub;
let context: BrowserContext;
let app: AppPage;
let onPage: Locator;

test.beforeAll(async ({ browser }) => {
  const repositories = {
    'tiny/talks': { 'talks.gguf': remote },
    'tiny/other': { 'other.gguf': Buffer.from(randomLlamaGguf({ seed: 2 })) },
    'tiny/mamba': { 'mamba.gguf': mamba },
  };
  hub = new FakeHub(repositories, ['tiny/talks/talks.gguf', 'tiny/other/other.gguf']);
  context = await browser.newContext({ serviceWorkers: 'block' });
  await hub.answerFor(context);
  app = new AppPage(await context.newPage());
  onPage = app.page.locator('main');
  await app.open();
  await app.ask('what is 3 plus 4');
});
test.afterAll(() => context.close());

const button = (label: string | RegExp) => app.page.getByRole('button', { name: label });
const foot = () => app.page.locator('footer');

async function openAddress(address: string): Promise<void> {
  const field = app.page.getByRole('textbox', { name: 'Or its address on huggingface.co' });
  await field.fill(address);
  await field.press('Enter');
  await expect(app.page.getByRole('dialog')).toContainText('huggingface.co');
  await button('Get it').click();
}

/** Bytes in a folder of the origin's private file system. */
function bytesIn(folder: string): Promise<number> {
  return app.page.evaluate(async (name) => {
    const sizeOf = async (directory: FileSystemDirectoryHandle): Promise<number> => {
      let sum = 0;
      for await (const entry of directory.values()) {
        if (entry.kind === 'directory') sum += await sizeOf(entry);
        else sum += (await entry.getFile()).size;
      }
      return sum;
    };
    const root = await navigator.storage.getDirectory();
    return root.getDirectoryHandle(name).then(sizeOf, () => 0);
  }, folder);
}

const choose = (buffer: Buffer, name: string) =>
  app.page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

test('on a full device a chosen file leaves nothing, and is tried again when there is room', async () => {
  const devtools = await context.newCDPSession(app.page);
  const { origin } = new URL(app.page.url());
  await app.go('Models');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await choose(chosen, 'mine.gguf');
  const refusal = onPage.getByText(/^There is no room left on this device to keep mine/).last();
  await expect(refusal).toContainText('delete another model or free some space');
  expect(await bytesIn('opened')).toBe(0);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await button('Try again: mine.gguf').click();
  await expect(button('Use it')).toBeVisible();
});

test('a converted file takes over in the middle of a conversation', async () => {
  await button('Use it').click();
  await expect(onPage.getByRole('heading', { name: 'mine' })).toBeVisible();
  await app.go('Chat');
  await expect(await app.ask('what is 6 plus 7')).toContainText('6 plus 7 is 13');
  await expect(foot()).toContainText('mine');
  expect(hub.requests).toEqual([]);
});

test('it is still there after a reload, without a network too', async () => {
  const turns = await app.turns.count();
  await app.page.reload();
  await expect(foot()).toContainText('mine', { timeout: 60_000 });
  await expect(app.turns).toHaveCount(turns);
  await expect(await app.ask('what is 8 plus 9')).toContainText('8 plus 9 is 17');
});

test('a file that can’t be run is refused by its architecture before it is downloaded', async () => {
  await app.go('Models');
  await openAddress('tiny/mamba/mamba.gguf');
  const refusal = onPage.getByText(/architecture is mamba.*Nothing was downloaded/).last();
  await expect(refusal).toBeVisible();
  const files = hub.requests.filter((request) => request.url().includes('/resolve/'));
  expect(files.map((request) => request.headers()['range'])).toEqual([
    expect.stringMatching(/^bytes=0-\d+$/),
  ]);
  await button('Cancel: mamba.gguf').click();
});

test('a download that the page did not outlive waits at the next visit, and goes on from there', async () => {
  await openAddress('tiny/talks/talks.gguf');
  await expect.poll(() => hub.waiting()?.range).toMatch(/^bytes=\d+-$/);
  const arrived = Number(/\d+/.exec(hub.waiting()?.range ?? '')?.[0]);
  expect(arrived).toBeGreaterThan(0);
  await app.page.reload();
  await expect(onPage.getByText('What has arrived is kept.')).toBeVisible();
  await button('Resume: talks.gguf').click();
  await expect.poll(() => hub.requests.at(-1)?.headers()['range']).toBe(`bytes=${arrived}-`);
  await expect.poll(() => (hub.waiting()?.go(), button('Use it').count())).toBe(1);
  await expect(button('Use talks').first()).toBeVisible();
  expect(await bytesIn('downloads')).toBe(0);
});

test('cancelling a download deletes what has arrived', async () => {
  await openAddress('tiny/other/other.gguf');
  await expect.poll(() => bytesIn('downloads')).toBeGreaterThan(0);
  await button('Cancel: other.gguf').click();
  await expect.poll(() => bytesIn('downloads')).toBe(0);
  await app.page.reload();
  await expect(onPage.getByRole('heading', { name: 'Open a GGUF file' })).toBeVisible();
  await expect(button('Resume: other.gguf')).toHaveCount(0);
});

test('a deleted one is gone from the disk when its Undo has passed', async () => {
  const before = await bytesIn('opened');
  await button('Delete talks').first().click();
  await expect.poll(() => bytesIn('opened'), { timeout: 20_000 }).toBeLessThan(before);
});
