import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { AppPage } from './app-page';

/** Every page, on a phone and on a desktop, in both themes: no serious barrier, nothing wider than the screen. */
const pages = ['Chat', 'Memory', 'Learning', 'Models', 'Settings'] as const;
const screens = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries(screens)) {
    test(`the pages are accessible and fit a ${device} in the ${colorScheme} theme`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      const app = new AppPage(page);
      await app.open();
      await app.ask('add milk to my shopping list');
      for (const name of pages) {
        await app.go(name);
        await expect(page.locator('main')).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        );
        expect(serious.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0].html}`)).toEqual([]);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wider, `${name} is ${wider} px wider than the screen`).toBeLessThanOrEqual(0);
        await page.screenshot({ path: `test-results/pages/${name}-${device}-${colorScheme}.png` });
      }
      await context.close();
    });
  }
}
