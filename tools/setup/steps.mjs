// The steps that make a fresh clone runnable. No dependencies: this runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Ends the process with one sentence that says what to do. */
export function giveUp(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

/** Runs a command in the repository's root, its output passed on; true when it succeeded. */
export function run(command, args, env = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return done.status === 0;
}

/** Runs a command in the repository's root, prints what it wrote, and keeps that. */
export function runAndKeep(command, args) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const output = `${done.stdout ?? ''}${done.stderr ?? ''}`;
  console.log(output);
  return { ok: done.status === 0, output };
}

/** Runs a package's command by Node itself, so that no shell or npx is needed. */
export function runModule(path, args, env) {
  return run(process.execPath, [join(root, 'node_modules', path), ...args], env);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  giveUp(
    `Apprentice needs Node 20.19 or newer; this is ${process.versions.node}. Please update Node.`,
  );
}

/** Installs node modules when they are missing or the lockfile has changed since. */
export function ensureModules() {
  checkNode();
  const stamp = join(root, 'node_modules', '.installed-lockfile');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing node modules (once; about 850 MB on disk) …');
  // Install scripts stay off: one of them would download a GPU runtime that is never used.
  const quiet = ['--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];
  // `npm ci` refuses a lockfile in which packages for other systems are missing, which some registries don't
  // carry; `npm install` takes the locked versions of all that this system needs.
  const installed = run('npm', ['install', '--no-save', ...quiet]);
  if (!installed) {
    giveUp('The node modules could not be installed. Check the network and run the command again.');
  }
  writeFileSync(stamp, lock);
}

/** Installs the two models into public/models, verified by hash. */
export function ensureModels() {
  if (!runModule('tsx/dist/cli.mjs', ['tools/models/install.ts'])) {
    giveUp(
      'The models are not installed; the lines above say why and what to do. Then run the command again.',
    );
  }
}
