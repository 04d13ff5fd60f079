import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import application from '../../playwright.config';
import { pageFolder, root } from './paths';

const port = Number(process.env['WEBLLM_PORT'] ?? 4198);
const vite = `node ${join(root, 'node_modules/vite/bin/vite.js')}`;
const config = `--config ${join(import.meta.dirname, 'vite.config.ts')} --outDir ${pageFolder}`;
const { launchOptions } = application.use ?? {};

/**
 * WebLLM on real weights, on WebGPU without a graphics card: SwiftShader takes 1.3 s a token and 8 s for a prompt of
 * 30 on two quiet cores. `npm run test:webllm`.
 */
export default defineConfig({
  testDir: '.',
  outputDir: join(root, 'test-results/webllm'),
  workers: 1,
  // A busy machine takes four times as long as a quiet one.
  timeout: 900_000,
  globalSetup: './write-weights.ts',
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
