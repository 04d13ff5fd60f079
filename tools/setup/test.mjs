// npm test: installs what is missing, runs every check and test, ends with "N passed, N failed".
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { ensureModels, ensureModules, root, runAndKeep, runModule } from './steps.mjs';
import { testWebgpu } from './webgpu.mjs';
import { testWebllm, webllmSkipped } from './webllm.mjs';

ensureModules();
ensureModels();
const browser = findBrowser();

const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function count(name, passed, failed, skipped = 0) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) failures.push(`${name}: ${failed} failed`);
  console.log(
    `\n— ${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
  );
}

/** A failing check's last lines are printed again at the very end, where a truncated log still has them. */
function check(name, script) {
  console.log(`\n— ${name}`);
  const { ok, output } = runAndKeep('npm', ['run', '--silent', script]);
  count(name, ok ? 1 : 0, ok ? 0 : 1);
  if (!ok) failures.push(output.trimEnd().split('\n').slice(-40).join('\n'));
}

/** A report that is missing means that the runner itself broke: that is a failure, never a pass. */
function report(file) {
  try {
    return JSON.parse(readFileSync(join(results, file), 'utf8'));
  } catch {
    return null;
  }
}

function vitest(project) {
  const file = `vitest-${project}.json`;
  const ok = runModule('vitest/vitest.mjs', [
    ...['run', '--project', project, '--reporter=default', '--reporter=json'],
    `--outputFile.json=${join(results, file)}`,
  ]);
  const r = report(file);
  if (!r) return count(`${project} tests`, 0, 1);
  const failed = Math.max(r.numFailedTests, ok ? 0 : 1);
  count(`${project} tests`, r.numPassedTests, failed, r.numPendingTests);
}

/** `run` starts Playwright with these variables and says whether all passed. */
function playwright(name, file, run) {
  const ok = run({
    PLAYWRIGHT_CHROMIUM: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, file),
  });
  const r = report(file);
  if (!r) return count(name, 0, 1);
  const { expected, flaky, unexpected, skipped } = r.stats;
  count(name, expected, Math.max(unexpected + flaky, ok ? 0 : 1), skipped);
}

check('format', 'format:check');
check('lint', 'lint');
check('types', 'types');
vitest('unit');
vitest('models');
check('build', 'build');
check('sizes', 'sizes');
playwright('browser tests', 'playwright.json', (env) =>
  runModule('@playwright/test/cli.js', ['test'], env),
);
playwright('WebGPU tests', 'playwright-webgpu.json', testWebgpu);
if (webllmSkipped) console.log(webllmSkipped);
else playwright('WebLLM tests', 'playwright-webllm.json', testWebllm);

if (failures.length > 0) console.log(failures.join('\n'));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
