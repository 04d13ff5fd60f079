import { expect, test, type Page } from '@playwright/test';
import type { Driver } from './page/driver';

declare const driver: Driver;

/**
 * SmolLM2-135M from its 4-bit weights on WebGPU against the same file on WASM, which is exact. The 8-bit file is no yardstick:
 * on these twelve tokens it differs by .115 nat from the card, and by .114 from the same 4 bits on WASM.
 */
test.describe.configure({ mode: 'serial' });

const text = 'The capital of France is Paris, and that of Italy is';

let page: Page;
const elsewhere: string[] = [];
test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  page.on('console', (line) => {
    if (line.type() === 'error') console.log('page:', line.text().slice(0, 300));
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') elsewhere.push(request.url());
  });
  await page.goto('/');
  await page.waitForFunction(() => 'driver' in globalThis);
});
test.afterAll(() => page.context().close());

test('the embedded model starts on WebGPU and passes its probe', async () => {
  const same = await page.evaluate(() => driver.load('same'));
  const card = await page.evaluate(() => driver.load('card'));
  console.log(`loaded: WASM ${same.seconds.toFixed(0)} s, WebGPU ${card.seconds.toFixed(0)} s`);
  expect(card.backend).toBe('webgpu');
});

test('a dozen tokens get the probabilities that the same file gives on the processor', async () => {
  const found = await page.evaluate((line) => driver.compareText(line, 'same'), text);
  console.log(`${found.tokens} tokens: mean KL ${found.divergence.toFixed(5)} to 4 bits on WASM`);
  expect(found.tokens).toBeGreaterThanOrEqual(12);
  expect(found.divergence).toBeLessThanOrEqual(0.01);
  expect(found.agreeing).toBe(1);
});

test('its cache stays on the card, and going back in it is going back', async () => {
  const found = await page.evaluate((line) => driver.compareSteps(line), 'One two three four');
  expect(found.divergence).toBeLessThan(0.001);
  expect(found.agreeing).toBe(1);
});

test('everything came from the page’s own server', () => {
  expect(elsewhere).toEqual([]);
});
