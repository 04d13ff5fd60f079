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
  await expect(app.page.locator('footer')).toContainText(/SmolLM2\s135M · WASM,\s2\sthreads/);
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
  for (const term of ['Model', 'Examples', 'Adapter', 'Memory']) {
    await expect(panel.getByRole('columnheader', { name: term })).toBeVisible();
  }
  await app.page.keyboard.press('Escape');
});

test('a correction takes effect on the same and on a reworded request at once, and the page says why', async () => {
  await app.newConversation();
  const turn = await app.ask('weighed 72 kg today');
  await expect(app.decision(turn)).not.toHaveAccessibleName(/^Notes/);
  await app.correct(turn, 'Notes');
  await expect(turn.getByText(/^Learned: .*Notes/)).toBeVisible();

  for (const again of ['weighed 72 kg today', 'today I weighed 72 kg']) {
    const next = await app.ask(again);
    await expect(app.decision(next)).toHaveAccessibleName(/^Notes/);
    await expect(next.getByText(/^Because you corrected/)).toBeVisible();
  }
});

test('an argument fixed in place runs the call again, and the old one is taken back', async () => {
  const turn = await app.ask('add bread to my shopping list');
  const field = turn.getByRole('textbox', { name: 'Items' });
  await field.fill('rye bread');
  await field.press('Enter');
  await expect(turn).toContainText('I put “rye bread” on your shopping list.');
  await expect(turn.getByText(/^Learned:/)).toBeVisible();
});

test('an argument put right twice in the same way is right in a new request, and says where it was learned', async () => {
  await app.newConversation();
  for (const item of ['flour', 'rice']) {
    const turn = await app.ask(`put organic ${item} on my shopping list`);
    const field = turn.getByRole('textbox', { name: 'Items' });
    // Once may be enough.
    if (item === 'flour') await expect(field).toHaveValue('organic flour');
    if ((await field.inputValue()) !== item) {
      await field.fill(item);
      await field.press('Enter');
    }
    await expect(turn).toContainText(`I put “${item}” on your shopping list.`);
  }
  const turn = await app.ask('put organic honey on my shopping list');
  await expect(turn.getByRole('textbox', { name: 'Items' })).toHaveValue('honey');
  await expect(turn).toContainText(
    /as in ‘put organic (flour|rice) on my shopping list’ of \d+ \w+/,
  );
});

test('an edited answer is the answer to the same question from then on', async () => {
  const turn = await app.ask('who painted the Sistine Chapel?');
  await turn.getByRole('button', { name: 'Fix' }).click();
  const field = turn.getByRole('textbox').last();
  await field.fill('Michelangelo did.');
  await turn.getByRole('button', { name: 'Save' }).click();
  await expect(turn).toContainText('Michelangelo did.');
  const again = await app.ask('who painted the Sistine Chapel?');
  await expect(again).toContainText('Michelangelo did.');
});

/** What this user keeps a diary of; the untrained agent takes it for conversions. */
const diary = [
  ...['ran 8 km along the river', 'swam 1 km in the sea', 'cycled 30 km into the hills'],
  ...['ran 10 km in the rain', 'jogged 4 km before breakfast', 'cycled 18 km to work and back'],
  ...['ran 5 km before work', 'swam 2 km in the lake', 'ran 12 km on the track'],
  ...['cycled 25 km after lunch', 'ran 3 km on the beach', 'swam 500 metres at noon'],
];

/** Like the diary in kind, and none of its entries. */
const fresh = 'jogged 6 km through the park';

/** Teaches one entry: a correction where the agent is wrong, a thumb where it is right. */
async function teach(request: string): Promise<void> {
  await app.newConversation();
  const turn = await app.ask(request);
  const taken = await app.decision(turn).getAttribute('aria-label');
  if (taken?.startsWith('Notes'))
    await turn.getByRole('button', { name: 'Good', exact: true }).click();
  else await app.correct(turn, 'Notes');
}

/** What the table of “Why this?” says of an action, as it is written there. */
async function terms(request: string, title: string): Promise<Record<string, string>> {
  await app.newConversation();
  const turn = await app.ask(request);
  await app.decision(turn).click();
  await app.page.getByText('All numbers').click();
  const row = app.page.getByRole('row', { name: new RegExp(`^${title}`) });
  const cells = await row.getByRole('cell').allInnerTexts();
  await app.page.keyboard.press('Escape');
  // The row's share and total come first; what memory adds grows with every turn.
  const [, , model = '', examples = '', adapter = ''] = cells.map((c) => c.replace('−', '-'));
  return { model, examples, adapter };
}

const versions = () => app.page.getByRole('region', { name: 'Versions' });
let untrained: Record<string, string>;

test('with enough feedback a version is trained and tested, and enters its trial', async () => {
  test.setTimeout(600_000);
  const trial = app.page.getByRole('heading', { name: /^In trial: v\d+/ });
  // A candidate that disturbs unrelated requests or proves too little is thrown away: it takes as many as it takes.
  for (const [i, request] of diary.entries()) {
    await teach(request);
    if (i < 6) continue;
    await app.go('Learning');
    await expect(versions()).toBeVisible();
    if (await trial.isVisible()) break;
    await app.go('Chat');
  }
  await expect(trial).toBeVisible();
  await expect(
    versions()
      .getByText(/checks\spassed/)
      .first(),
  ).toBeVisible();
  await app.go('Chat');
  untrained = await terms(fresh, 'Notes');
  expect(Number(untrained.adapter)).toBe(0);
});

test('accepted, it goes live, and the adapter speaks for the right tool on a request like the taught ones', async () => {
  await app.go('Learning');
  await app.page.getByRole('button', { name: 'Accept now' }).click();
  await expect(versions().getByRole('listitem').first()).toContainText('Live');
  await app.go('Chat');
  const { adapter } = await terms(fresh, 'Notes');
  expect(Number(adapter)).toBeGreaterThan(0);
  await expect(app.decision(app.turns.last())).toHaveAccessibleName(/^Notes/);
});

test('one click rolls back, and the next decision has the terms of the untrained agent again', async () => {
  await app.go('Learning');
  await versions()
    .getByRole('button', { name: /^Roll back/ })
    .last()
    .click();
  await expect(versions().getByRole('listitem').last()).toContainText('Live');
  await app.go('Chat');
  expect(await terms(fresh, 'Notes')).toEqual(untrained);
});
