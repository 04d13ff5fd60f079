import { defineConfig } from '@playwright/test';

const port = Number(process.env.E2E_PORT ?? 4199);

/** Real Chromium against the built app (`npm run build` first; `npm test` does all of it). */
export default defineConfig({
  testDir: 'e2e',
  // These have a configuration of their own.
  testIgnore: ['webllm/**', 'webgpu/**'],
  outputDir: 'test-results/e2e',
  // Two cores: a second browser would only slow the model of the first.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}`,
    reuseExistingServer: false,
  },
});
