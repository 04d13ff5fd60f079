import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { AppPage } from './app-page';

/** What goes wrong, and what the page says then: a clear sentence, nothing lost, a way on. */
test.use({ serviceWorkers: 'block' });

const language = '**/SmolLM2-135M-Instruct/onnx/model_int8.onnx';

test('a model file that is missing is named, and the request is kept', async ({ page }) => {
  await page.route(language, (route) => route.fulfill({ status: 404, body: '' }));
  const app = new AppPage(page);
  await app.open();
  await expect(
    page.getByText(/is not on the server\. What you saved is safe/).first(),
  ).toBeVisible();
  const turn = await app.ask('add milk to my shopping list');
  await expect(turn).toContainText('is not on the server');
  await page.reload();
  await page.getByRole('link', { name: 'add milk to my shopping list' }).first().click();
  await expect(app.turns.first()).toContainText('add milk to my shopping list');
});

test('a model file that is cut short is not used', async ({ page }) => {
  await page.route(language, (route) => route.fulfill({ status: 200, body: 'half of it' }));
  await new AppPage(page).open();
  await expect(page.getByText(/arrived incomplete\. What you saved is safe/).first()).toBeVisible();
});

test('a model file with another hash is thrown away', async ({ page }) => {
  await page.route('**/all-MiniLM-L6-v2/config.json', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    // The same length, other bytes.
    await route.fulfill({ response, body: text.replace('bert', 'best') });
  });
  await new AppPage(page).open();
  await expect(page.getByText(/is not the file that was expected/).first()).toBeVisible();
});

test('a message of 100 kB is refused with a sentence and stays in the composer; an empty one can’t be sent', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open();
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await app.composer.fill('word '.repeat(20_001));
  await expect(page.getByRole('alert')).toContainText(/Your text is kept: shorten it/);
  await app.composer.press('Enter');
  await expect(app.turns).toHaveCount(0);
  await expect(app.composer).toHaveValue(/^word word/);
});

test('a browser that refuses the database says so', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => ({
        open: () => {
          throw new DOMException('refused', 'SecurityError');
        },
      }),
    });
  });
  await page.goto('./');
  await expect(page.getByText(/does not let Apprentice keep data here/).first()).toBeVisible();
});

test('a database of a newer version is left untouched', async ({ page }) => {
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto('./');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('apprentice', 999_990);
        request.onupgradeneeded = () =>
          request.result.createObjectStore('future').add('kept', 'key');
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
        request.onerror = () => reject(request.error);
      }),
  );
  await page.unroute('**/assets/*.js');
  await page.reload();
  await expect(page.getByText(/written by a newer version of Apprentice/).first()).toBeVisible();
  const version = await page.evaluate(
    async () => (await indexedDB.databases()).find(({ name }) => name === 'apprentice')?.version,
  );
  expect(version).toBe(999_990);
});

test('a full disk is said, and what was stored before is still there', async ({ page }) => {
  const app = new AppPage(page);
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...args) {
      if (localStorage.getItem('full')) {
        this.transaction.abort();
        throw new DOMException('full', 'QuotaExceededError');
      }
      return put.apply(this, args);
    };
  });
  await app.open();
  await app.ask('add milk to my shopping list');
  await page.evaluate(() => localStorage.setItem('full', '1'));
  await app.composer.fill('add eggs to my shopping list');
  await app.composer.press('Enter');
  await expect(page.getByText(/no room left|could not read or write/).first()).toBeVisible();
  await page.evaluate(() => localStorage.removeItem('full'));
  await page.reload();
  await page.getByRole('link', { name: 'add milk to my shopping list' }).first().click();
  await expect(app.turns.first()).toContainText('I put “milk” on your shopping list.');
});

test('a worker that dies ends the turn with a sentence, and the next request starts a fresh one', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const Original = window.Worker;
    const workers: Worker[] = [];
    Object.assign(window, { workers });
    window.Worker = class extends Original {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        if (args[1]?.name === 'engine') workers.push(this);
      }
    };
  });
  const app = new AppPage(page);
  await app.open();
  await app.ask('what is 3 plus 4');
  await page.evaluate(() => {
    for (const worker of (window as unknown as { workers: Worker[] }).workers) {
      worker.terminate();
      worker.dispatchEvent(new ErrorEvent('error', { message: 'killed' }));
    }
  });
  const failed = await app.ask('what is 5 plus 6');
  await expect(failed.getByRole('button', { name: 'Try again' })).toBeVisible();
  const again = await app.ask('what is 7 plus 8');
  await expect(again).toContainText('7 plus 8 is 15');
});

test('another encoder reads what was learned anew: a correction from before it came still counts', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open();
  const request = 'cycled 30 km into the hills';
  await app.correct(await app.ask(request), 'Notes');

  await serveAnotherEncoder(page);
  await page.reload();
  await app.newConversation();
  const again = await app.ask('cycled 32 km into the hills');
  await expect(app.decision(again)).toHaveAccessibleName(/^Notes/);
  await expect(again).toContainText(/you corrected “cycled 30 km into the hills”/);
});

/** The same encoder with another producer's name, hence another hash, under which nothing is stored yet. */
async function serveAnotherEncoder(page: Page): Promise<void> {
  const path = 'all-MiniLM-L6-v2/onnx/model_int8.onnx';
  const bytes = await readFile(`public/models/${path}`);
  bytes.write('b', bytes.indexOf('apprentice'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest = JSON.parse(await readFile('public/models/manifest.json', 'utf8')) as {
    files: { path: string; sha256: string }[];
  };
  for (const file of manifest.files) if (file.path === path) file.sha256 = sha256;
  await page.route(`**/${path}`, (route) => route.fulfill({ body: bytes }));
  await page.route('**/models/manifest.json', (route) => route.fulfill({ json: manifest }));
}
