import { expect, type Locator, type Page } from '@playwright/test';

/** The application as a person uses it: by what it says and shows. */
export class AppPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(path = './'): Promise<void> {
    await this.page.goto(path);
    await expect(this.composer).toBeVisible();
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Request' });
  }

  /** The turns of the open conversation, oldest first. */
  get turns(): Locator {
    return this.page.locator('main article');
  }

  async newConversation(): Promise<void> {
    await this.page.getByRole('button', { name: 'New conversation' }).first().click();
    await expect(this.turns).toHaveCount(0);
  }

  /** Sends a request and waits until its turn is finished. */
  async ask(request: string): Promise<Locator> {
    const before = await this.turns.count();
    await this.composer.fill(request);
    await this.composer.press('Enter');
    const turn = this.turns.nth(before);
    await this.finished(turn);
    return turn;
  }

  async finished(turn: Locator): Promise<void> {
    await expect(turn.getByRole('group', { name: 'Feedback' })).toBeVisible({ timeout: 120_000 });
  }

  /** The decision chip: "Reminders, 97 %. Why this?". */
  decision(turn: Locator): Locator {
    return turn.getByRole('button', { name: /Why this\?$/ });
  }

  /** "Should have used …" and the tool's title. */
  async correct(turn: Locator, title: string): Promise<void> {
    await turn.getByRole('button', { name: /^Should have used/ }).click();
    const picker = this.page.getByRole('dialog', { name: 'Should have used' });
    await picker.getByRole('option', { name: new RegExp(`^${title}`) }).click();
    await expect(turn.getByText(/^Learned:/)).toBeVisible({ timeout: 120_000 });
  }

  async go(name: 'Chat' | 'Memory' | 'Learning' | 'Models' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name }).first().click();
  }
}
