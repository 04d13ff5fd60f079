// Finds a Chromium for the tests, or installs Debian's.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { giveUp, root, run } from './steps.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const bundles = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function onPath() {
  for (const name of names) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return bundles.find((path) => existsSync(path)) ?? null;
}

function playwrightsOwn() {
  const require = createRequire(join(root, 'package.json'));
  const path = require('@playwright/test').chromium.executablePath();
  return existsSync(path) ? path : null;
}

function installDebians() {
  const mayInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (!mayInstall) return null;
  console.log('Installing Debian’s chromium for the tests (once) …');
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  if (!run('apt-get', ['update', '-qq'], quiet)) return null;
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  return onPath();
}

/** Path of a browser: PLAYWRIGHT_CHROMIUM, the system's, Playwright's own, or Debian's installed now. */
export function findBrowser() {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named && !existsSync(named)) {
    giveUp(`PLAYWRIGHT_CHROMIUM names ${named}, which does not exist. Correct or unset it.`);
  }
  const found = named || onPath() || playwrightsOwn() || installDebians();
  if (!found) {
    giveUp(
      'The browser tests need Chromium or Chrome. Install one, or name one in PLAYWRIGHT_CHROMIUM, and run npm test again.',
    );
  }
  return found;
}
