// npm run test:webllm: WebLLM on real weights, where the library that runs them without a graphics card is there.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findBrowser } from './browser.mjs';
import { ensureModels, ensureModules, root, runModule } from './steps.mjs';

const folder = resolve(root, process.env.APPRENTICE_WEBLLM_LIBRARY ?? '../shared/engines/webllm');

export const webllmSkipped = existsSync(join(folder, 'tensor-cache.json'))
  ? null
  : `WebLLM tests: skipped, because there is no test library in ${folder} (APPRENTICE_WEBLLM_LIBRARY names another folder).`;

/** Runs the tests; `env` goes to Playwright. True when all passed. */
export function testWebllm(env = {}) {
  return runModule(
    '@playwright/test/cli.js',
    ['test', '--config', 'e2e/webllm/playwright.config.ts'],
    env,
  );
}

if (process.argv[1] === import.meta.filename) {
  ensureModules();
  if (webllmSkipped) console.log(webllmSkipped);
  else {
    ensureModels();
    process.exit(testWebllm({ PLAYWRIGHT_CHROMIUM: findBrowser() }) ? 0 : 1);
  }
}
