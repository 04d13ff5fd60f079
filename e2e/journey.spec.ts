import { expect, test, type BrowserContext } from '@playwright/test';
import { AppPage } from './app-page';

/**
 * What a new user does, in order, in one browser profile: each test goes on where the one before ended. The
 * models, the database, the training and the page are the real ones.
 */
test.describe.configure({ mode: 'serial' });

let context: BrowserContext;
let app: AppPage;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext();
  app = new AppPage(await context.newPage());
});
test.afterAll(() => context.close());

test('a request typed while the models load runs when they are there, and the page says what it runs on', async () => {
  await app.open();
  const turn = await app.ask('what is 15 % of 80');
  await expect(app.decision(turn)).toHaveAccessibleName(/^Calculator, /);
  await expect(turn).toContainText('15 % of 80 is 12');
  await expect(app.page.locator('footer')).toContainText(/SmolLM2 135M · WASM, 2 threads/);
});

const requests: readonly [request: string, tool: RegExp, result: RegExp][] = [
  ['remind me to call the dentist tomorrow at 9', /^Reminders/, /09:00.*call the dentist/],
  ['how many cups is 500 ml', /^Unit converter/, /2\.11/],
  ['add milk to my shopping list', /^Shopping list/, /milk/],
  ['note: the wifi password is on the fridge', /^Notes/, /wifi password is on the fridge/],
  ['what did I note about the wifi?', /^Find a note/, /wifi password is on the fridge/],
  ['what day is it in 45 days', /^Dates/, /(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/],
];
for (const [request, tool, result] of requests) {
  test(`“${request}” goes to the right tool, with arguments from the request`, async () => {
    const turn = await app.ask(request);
    await expect(app.decision(turn)).toHaveAccessibleName(tool);
    await expect(turn.locator('section').first()).toContainText(result);
  });
}

test('a question without a tool is answered in words', async () => {
  const turn = await app.ask('who wrote Hamlet?');
  await expect(app.decision(turn)).toHaveAccessibleName(/^Answer in words/);
  await expect(turn).toContainText(/Shakespeare/);
  await expect(turn).toContainText(/tokens\/s/);
});

test('“Why this?” shows every candidate with every term of its score', async () => {
  await app.decision(app.turns.first()).click();
  const panel = app.page.getByRole('complementary', { name: 'Why this?' });
  await panel.getByText('All numbers').click();
  await expect(panel.getByRole('row')).toHaveCount(1 + 12);
  for (const term of ['Language model', 'Examples', 'Adapter', 'Memory']) {
    await expect(panel.getByRole('columnheader', { name: term })).toBeVisible();
  }
  await app.page.keyboard.press('Escape');
});
