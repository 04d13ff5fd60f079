import { chromium, type Browser } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { preview } from 'vite';

/** The built application as it is served to users, and a browser for it. */
export interface BuiltApplication {
  /** With a slash at its end. */
  readonly address: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Serves `folder` (build first) and starts the browser that PLAYWRIGHT_CHROMIUM names, or the system's Chromium. */
export async function openBuilt(port: number, folder = 'dist'): Promise<BuiltApplication> {
  const server = await preview({
    logLevel: 'error',
    build: { outDir: folder },
    preview: { port, host: '127.0.0.1' },
  });
  const browser = await chromium.launch({
    executablePath:
      process.env.PLAYWRIGHT_CHROMIUM ??
      spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim(),
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    browser,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
