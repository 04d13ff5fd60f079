import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import application from '../../playwright.config';

const port = Number(process.env['WEBGPU_PORT'] ?? 4197);
const root = resolve(import.meta.dirname, '..', '..');
const vite = `node ${join(root, 'node_modules/vite/bin/vite.js')}`;
const config = `--config ${join(import.meta.dirname, 'vite.config.ts')}`;
const { launchOptions } = application.use ?? {};

/**
 * The embedded model on WebGPU without a graphics card: SwiftShader computes it on the processor, 12 s a token.
 * `npm run test:webgpu`.
 */
export default defineConfig({
  testDir: '.',
  outputDir: join(root, 'test-results/webgpu'),
  workers: 1,
  timeout: 600_000,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: {
      ...launchOptions,
      args: [
        ...(launchOptions?.args ?? []),
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
        '--ignore-gpu-blocklist',
      ],
    },
  },
  webServer: {
    command: `${vite} build ${config} --logLevel error && ${vite} preview ${config} --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}`,
    timeout: 240_000,
    reuseExistingServer: false,
  },
});
