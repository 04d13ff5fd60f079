import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { estimate, publish } from './report';

/**
 * The built application in Chromium, as a person waits for it: from opening the page to the first answer of a tool
 * with an empty browser profile (cold) and at the second visit (warm), and what later requests take to be decided
 * and done. Build first. `--rounds N` (3), `--out FILE`; the browser is named by PLAYWRIGHT_CHROMIUM.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, out: { type: 'string' } },
});

const later = [
  'what is 12 times 9',
  'what is 250 divided by 4',
  'add bread to my shopping list',
  'add eggs to my shopping list',
  'remind me to call mum tomorrow at 5',
  'remind me to stretch at 3 pm',
];

const seconds = (since: number) => (performance.now() - since) / 1000;

interface Timing {
  readonly decided: number;
  readonly done: number;
}

async function ask(page: Page, request: string): Promise<Timing> {
  const turn = page.locator('main article').nth(await page.locator('main article').count());
  const start = performance.now();
  await page.getByRole('textbox', { name: 'Request' }).fill(request);
  await page.keyboard.press('Enter');
  await turn.getByRole('button', { name: /Why this\?$/ }).waitFor({ timeout: 120_000 });
  const decided = seconds(start);
  await turn.getByRole('group', { name: 'Feedback' }).waitFor({ timeout: 120_000 });
  return { decided, done: seconds(start) };
}

async function visit(context: BrowserContext, address: string) {
  const page = await context.newPage();
  const start = performance.now();
  await page.goto(address);
  await page.getByRole('textbox', { name: 'Request' }).waitFor();
  const painted = seconds(start);
  await ask(page, 'what is 15 % of 80');
  return { page, painted, answered: seconds(start) };
}

const browserPath =
  process.env.PLAYWRIGHT_CHROMIUM ??
  spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim();
const server = await preview({ logLevel: 'error', preview: { port: 4187, host: '127.0.0.1' } });
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});

const samples = { painted: [], cold: [], warm: [], decided: [], done: [] } as Record<
  'painted' | 'cold' | 'warm' | 'decided' | 'done',
  number[]
>;
for (let round = 0; round < Number(values.rounds); round++) {
  const context = await browser.newContext();
  const cold = await visit(context, address);
  samples.painted.push(cold.painted);
  samples.cold.push(cold.answered);
  await cold.page.close();
  const warm = await visit(context, address);
  samples.warm.push(warm.answered);
  // The first request to a tool reads its examples; the second finds them cached.
  const timings: Timing[] = [];
  for (const request of later) timings.push(await ask(warm.page, request));
  const repeated = timings.filter((_, i) => i % 2 === 1);
  samples.decided.push(...repeated.map(({ decided }) => decided));
  samples.done.push(...repeated.map(({ done }) => done));
  await context.close();
}

publish({
  benchmark: 'startup and requests in Chromium (WASM), seconds',
  arms: {
    'first visit': {
      composerVisible: estimate(samples.painted),
      firstAnswer: estimate(samples.cold),
    },
    'second visit': { firstAnswer: estimate(samples.warm) },
    'later requests': {
      decided: estimate(samples.decided),
      done: estimate(samples.done),
    },
  },
});
await browser.close();
await server.close();
process.exit(0);
