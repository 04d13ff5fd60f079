import type { Browser, Page } from '@playwright/test';
import type { Driver } from './page/driver';
import type { LoadedFacts } from './page/model.worker';

declare const driver: Driver;

/** The test page with a bare language model in a worker. */
export class ModelPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** A page whose caches hold the model; from then on the network has none of its files. */
  static async open(browser: Browser): Promise<ModelPage> {
    const page = await (await browser.newContext()).newPage();
    page.on('console', (line) => {
      if (line.type() === 'error') console.log('page:', line.text().slice(0, 300));
    });
    await page.goto('/');
    await page.waitForFunction(() => 'driver' in globalThis);
    await page.evaluate(() => driver.fill());
    await page.context().route(/\/(weights|library)\//, (route) => route.abort());
    return new ModelPage(page);
  }

  load(contextLength: number, publicOnly = false): Promise<LoadedFacts> {
    return this.page.evaluate(([length, only]) => driver.model.load(length, only), [
      contextLength,
      publicOnly,
    ] as const);
  }

  encode(text: string): Promise<number[]> {
    return this.page.evaluate((words) => driver.model.encode(words), text);
  }

  /** Appends tokens; the rows after the last `rows` of them. */
  async forward(tokens: readonly number[], rows = 1): Promise<number[][]> {
    const logits = await this.page.evaluate(
      async ([ids, count]) => {
        const all = await driver.model.forward(ids, count);
        // As text: a structured clone of 49,152 numbers through the debugger takes a second.
        const bytes = new Uint8Array(all.buffer);
        let text = '';
        for (let at = 0; at < bytes.length; at += 8192) {
          text += String.fromCharCode(...bytes.subarray(at, at + 8192));
        }
        return btoa(text);
      },
      [[...tokens], rows] as const,
    );
    const bytes = Uint8Array.from(Buffer.from(logits, 'base64'));
    const values = [...new Float32Array(bytes.buffer)];
    const size = values.length / rows;
    return Array.from({ length: rows }, (_, row) => values.slice(row * size, (row + 1) * size));
  }

  /** The error's code of a call that must fail. */
  async failure(tokens: readonly number[]): Promise<string> {
    return this.page.evaluate(
      (ids) =>
        driver.model.forward(ids, 1).then(
          () => 'none',
          (error: { code?: string }) => error.code ?? String(error),
        ),
      [...tokens],
    );
  }

  truncate(length: number): Promise<void> {
    return this.page.evaluate((count) => driver.model.truncate(count), length);
  }
  keep(name: string): Promise<void> {
    return this.page.evaluate((word) => driver.model.keep(word), name);
  }
  resume(name: string): Promise<boolean> {
    return this.page.evaluate((word) => driver.model.resume(word), name);
  }
  length(): Promise<number> {
    return this.page.evaluate(() => driver.model.length());
  }
  loseDevice(publicOnly: boolean): Promise<void> {
    return this.page.evaluate((only) => driver.model.loseDevice(only), publicOnly);
  }
}
