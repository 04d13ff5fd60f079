import type { Page } from '@playwright/test';
import { parseArgs } from 'node:util';
import { openBuilt } from './built-application';
import { estimate, publish } from './report';

/**
 * What learning costs the page's own thread: the built application in Chromium is corrected until a version has been
 * trained and tested, and the browser reports every task over 50 ms (Long Tasks API). Zero is the goal. Build first.
 * `--corrections N` (9), `--folder dist`, `--out FILE`; the browser is named by PLAYWRIGHT_CHROMIUM.
 */
const { values } = parseArgs({
  options: {
    corrections: { type: 'string', default: '9' },
    folder: { type: 'string', default: 'dist' },
    out: { type: 'string' },
  },
});

const diary = [
  ...['ran 8 km along the river', 'swam 20 lanes at the pool', 'cycled 30 km into the hills'],
  ...['rowed 5 km on the machine', 'jogged 4 km before breakfast', 'skated 6 km around the lake'],
  ...['hiked 15 km up to the hut', 'ran 10 km in the rain', 'swam 1 km in the sea'],
  ...['cycled 18 km to work and back', 'sprinted 200 metres six times', 'walked 12 km at night'],
];

interface LongTask {
  readonly start: number;
  readonly milliseconds: number;
}

/** Sends a request and says that it should have been a note; milliseconds of the page's clock at both ends. */
async function teach(page: Page, request: string): Promise<void> {
  const turn = page.locator('main article').nth(await page.locator('main article').count());
  await page.getByRole('textbox', { name: 'Request' }).fill(request);
  await page.keyboard.press('Enter');
  await turn.getByRole('group', { name: 'Feedback' }).waitFor({ timeout: 240_000 });
  const taken = await turn.getByRole('button', { name: /Why this\?$/ }).getAttribute('aria-label');
  if (taken?.startsWith('Notes')) {
    await turn.getByRole('button', { name: 'Good', exact: true }).click();
    return;
  }
  await turn.getByRole('button', { name: /^Should have used/ }).click();
  const picker = page.getByRole('dialog', { name: 'Should have used' });
  await picker.getByRole('option', { name: /^Notes/ }).click();
  await turn.getByText(/^Learned:/).waitFor({ timeout: 240_000 });
}

const longTasks = (page: Page): Promise<LongTask[]> =>
  page.evaluate(() => (globalThis as unknown as { longTasks: LongTask[] }).longTasks);

const { address, browser, close } = await openBuilt(4188, values.folder);
const page = await browser.newPage();
await page.addInitScript(() => {
  const tasks: LongTask[] = [];
  Object.assign(globalThis, { longTasks: tasks });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      tasks.push({ start: startTime, milliseconds: duration });
  }).observe({ type: 'longtask', buffered: true });
});
await page.goto(address);
await teach(page, 'rowed 2 km with my sister');
const started = (await longTasks(page)).length;
for (const request of diary.slice(0, Number(values.corrections))) await teach(page, request);
await page.getByRole('navigation').getByRole('link', { name: 'Learning' }).first().click();
await page
  .getByRole('region', { name: 'Versions' })
  .getByText(/checks\spassed/)
  .first()
  .waitFor();

const tasks = (await longTasks(page)).slice(started);
const milliseconds = tasks.map((task) => task.milliseconds);
publish({
  benchmark: 'the page’s own thread while it is corrected and trains (Chromium, WASM)',
  arms: {
    'tasks over 50 ms': {
      count: estimate([tasks.length]),
      longestMilliseconds: estimate([Math.max(0, ...milliseconds)]),
    },
  },
});
await close();
process.exit(0);
