// npm run test:webgpu: the embedded model on WebGPU, which needs no graphics card (SwiftShader).
import { findBrowser } from './browser.mjs';
import { ensureModels, ensureModules, runModule } from './steps.mjs';

/** Runs the tests; `env` goes to Playwright. True when all passed. */
export function testWebgpu(env = {}) {
  return runModule(
    '@playwright/test/cli.js',
    ['test', '--config', 'e2e/webgpu/playwright.config.ts'],
    env,
  );
}

if (process.argv[1] === import.meta.filename) {
  ensureModules();
  ensureModels();
  process.exit(testWebgpu({ PLAYWRIGHT_CHROMIUM: findBrowser() }) ? 0 : 1);
}
