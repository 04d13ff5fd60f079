import { expect, test, type BrowserContext, type Locator } from '@playwright/test';
import { randomLlama } from '../src/adapters/transformers/conversion/testing';
import { AppPage } from './app-page';
import { FakeHub } from './fake-hub';

/**
 * The Models page with a hub that is not there: its answers are made here. Each test goes on where the one before ended.
 * The weights of the first are no weights, so that loading them fails: what is seen is how the page takes it.
 */
test.describe.configure({ mode: 'serial' });
test.use({ serviceWorkers: 'block' });

const weights = 'onnx/model_int8.onnx';
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const tokenizer = {
  'tokenizer.json': json({ model: { type: 'BPE', vocab: {}, merges: [] } }),
  'tokenizer_config.json': json({ chat_template: '{{ messages }}' }),
};
const repositories = {
  'tiny/chat': {
    ...tokenizer,
    'config.json': json({ model_type: 'llama', num_hidden_layers: 1 }),
    [weights]: Buffer.alloc(3_000_000, 7),
  },
  'tiny/mamba': {
    ...tokenizer,
    'config.json': json({ model_type: 'mamba' }),
    [weights]: json(0),
  },
};
const name = 'chat (int8)';

let hub: FakeHub;
let context: BrowserContext;
let app: AppPage;
let onPage: Locator;

test.beforeAll(async ({ browser }) => {
  // One that does load: two layers of noise, for which the tools' examples decide.
  const files = Object.entries(await randomLlama({ precisions: ['int8'] }));
  const real = Object.fromEntries(files.map(([path, bytes]) => [path, Buffer.from(bytes)]));
  hub = new FakeHub({ ...repositories, 'tiny/real': real }, [`tiny/chat/${weights}`]);
  context = await browser.newContext({ serviceWorkers: 'block' });
  await hub.answerFor(context);
  app = new AppPage(await context.newPage());
  onPage = app.page.locator('main');
});
test.afterAll(() => context.close());

const button = (label: string | RegExp) => app.page.getByRole('button', { name: label });
const dialog = () => app.page.getByRole('dialog');

async function look(address: string): Promise<void> {
  const field = app.page.getByRole('textbox', { name: /^Repository/ });
  await field.fill(address);
  await field.press('Enter');
}

test('the page says what answers, and asks nothing of the hub before the user has agreed', async () => {
  await app.open();
  await app.ask('what is 3 plus 4');
  await app.go('Models');
  await expect(onPage.getByRole('heading', { name: 'SmolLM2 135M' })).toBeVisible();
  await expect(onPage.getByText('Loaded, and answers.')).toBeVisible();
  await look('tiny/chat');
  await expect(dialog()).toContainText('huggingface.co');
  await expect(dialog()).toContainText(/Nothing of yours is sent/);
  await button('Not now').click();
  expect(hub.requests).toEqual([]);
});

test('a model that can’t run here is refused by name, before it is downloaded', async () => {
  await look('tiny/mamba');
  await button('Get it').click();
  await expect(
    app.page.getByText(/tiny\/mamba can't run here: its architecture \(mamba\)/),
  ).toBeVisible();
  expect(hub.requests.some((request) => request.url().includes(weights))).toBe(false);
  await button('Dismiss').click();
});

test('a model is found by its address and downloaded; a pause keeps what has arrived', async () => {
  await look('tiny/chat');
  await button('Get it').click();
  await expect(onPage.getByText(`${name} is in the list now`)).toBeVisible();
  await app.page.getByRole('searchbox', { name: 'Search the models' }).fill('tiny');
  await button(`Download ${name}`).click();
  await expect(dialog()).toContainText('3.0 MB');
  await button('Get it').click();

  const bar = app.page.getByRole('progressbar', { name: `${name}: download` });
  await expect(bar).toHaveAttribute('aria-valuenow', '50');
  await button(`Pause: ${name}`).click();
  await expect(onPage.getByText('What has arrived is kept.')).toBeVisible();
  await button(`Resume: ${name}`).click();
  // The connection before the pause waits too; the last one is of the resumed download.
  await expect.poll(() => hub.requests.at(-1)?.headers()['range']).toBe('bytes=1500000-');
  await expect.poll(() => hub.waiting()).not.toBeNull();
  await expect.poll(() => (hub.waiting()?.go(), bar.count())).toBe(0);
  await expect(button(`Use ${name}`).first()).toBeVisible();
  await expect(app.page.getByText(`${name} is on this device now.`)).toBeVisible();
});

test('without a network the page shows what is here, and says so', async () => {
  await context.setOffline(true);
  await expect(onPage.getByText(/^You are offline/)).toBeVisible();
  await expect(button(`Use ${name}`).first()).toBeEnabled();
  await expect(app.page.getByRole('heading', { name: 'All models' })).toHaveCount(0);
  await context.setOffline(false);
});

test('a model that can’t be loaded says why, the one before comes back, and the conversation goes on', async () => {
  await button(`Use ${name}`).first().click();
  await expect(app.page.getByText(/Until then SmolLM2 135M answers\.$/)).toBeVisible();
  await button('Dismiss').last().click();
  await expect(onPage.getByText('Loaded, and answers.')).toBeVisible({ timeout: 60_000 });
  await app.go('Chat');
  await expect(app.turns).toHaveCount(1);
  const turn = await app.ask('what is 5 plus 6');
  await expect(turn).toContainText('5 plus 6 is 11');
});

test('the status line switches the model by keyboard', async () => {
  await button(/switch the language model/).focus();
  await app.page.keyboard.press('Enter');
  const picker = app.page.getByRole('dialog', { name: 'Language model' });
  await expect(picker.getByRole('option')).toHaveText([
    /^SmolLM2 135M.*in use/,
    /^chat/,
    /^All models/,
  ]);
  await app.page.keyboard.press('ArrowUp');
  await app.page.keyboard.press('Enter');
  await expect(app.page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
});

test('a deleted model is there again with Undo, and its files are gone when that has passed', async () => {
  await button(`Delete ${name}`).first().click();
  await expect(button(`Use ${name}`)).toHaveCount(0);
  await button('Undo').click();
  await expect(button(`Use ${name}`).first()).toBeVisible();

  await button(`Delete ${name}`).first().click();
  const kept = () =>
    app.page.evaluate(async () => {
      const cache = await caches.open('apprentice-models');
      const keys = await cache.keys();
      return keys.filter(({ url }) => /tiny/.test(url)).length;
    });
  expect(await kept()).toBeGreaterThan(0);
  await expect.poll(kept, { timeout: 20_000 }).toBe(0);
});

test('a page served without its models offers to get them, and asks before it does', async ({
  page,
}) => {
  await page.route('**/models/SmolLM2-135M-Instruct/**', (route) => route.fulfill({ status: 404 }));
  await page.goto('./');
  await page.getByRole('button', { name: /^Get the models/ }).click();
  await expect(page.getByRole('dialog')).toContainText('huggingface.co');
  await expect(page.getByRole('dialog')).toContainText(/189\sMB/);
});

test('another model takes over in the middle of a conversation, and the first takes back', async () => {
  await look('tiny/real');
  await button('Get it').click();
  await app.page.getByRole('searchbox', { name: 'Search the models' }).fill('real');
  await button('Download real (int8)').click();
  await button('Get it').click();
  await button('Use it').click({ timeout: 60_000 });
  await expect(onPage.getByRole('heading', { name: 'real (int8)' })).toBeVisible();
  await app.go('Chat');
  const turns = await app.turns.count();
  await expect(await app.ask('what is 6 plus 7')).toContainText('6 plus 7 is 13');
  await expect(app.page.locator('footer')).toContainText('real (int8)');

  await button(/switch the language model/).click();
  await app.page.getByRole('option', { name: /^SmolLM2 135M/ }).click();
  await expect(app.page.locator('footer')).toContainText('SmolLM2 135M', { timeout: 60_000 });
  await expect(await app.ask('what is 8 plus 9')).toContainText('8 plus 9 is 17');
  await expect(app.turns).toHaveCount(turns + 2);
});
