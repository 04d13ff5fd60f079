import { expect, test } from '@playwright/test';
import { AppPage } from './app-page';

test('after a reload without a network what was said is there, and it still works', async ({
  page,
  context,
}) => {
  const app = new AppPage(page);
  await app.open();
  await app.ask('note: the wifi password is on the fridge');
  await expect(page.locator('footer')).toContainText(/works\soffline/);
  await context.setOffline(true);
  await page.reload();
  await expect(app.turns.first()).toContainText('the wifi password is on the fridge');
  const turn = await app.ask('what did I note about the wifi?');
  await expect(turn).toContainText('You noted: “the wifi password is on the fridge”.');
});
