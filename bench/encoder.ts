import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../src/core/generation/prng';
import { securityHeaders } from '../tools/serve/headers';
import { openBuilt } from './built-application';
import { readRows, shuffled } from './learning/stream';
import type { Estimate } from './report';
import { estimate, publish } from './report';

/**
 * What a request costs the encoder in Chromium on WASM: the application's own learning worker, asked over its own
 * protocol from an empty page, message to answer. Build first. Goal: 95 of 100 requests within 15 ms.
 * `--stream FILE` of {"text"} lines, `--requests N` (400), `--folder dist`, `--out FILE`.
 */
const { values } = parseArgs({
  options: {
    stream: { type: 'string', default: '../shared/data/clinc150.jsonl' },
    requests: { type: 'string', default: '400' },
    folder: { type: 'string', default: 'dist' },
    out: { type: 'string' },
  },
});
const WARM_UP = 20;
const BATCH = 16;
const count = Number(values.requests);
const rows = shuffled(readRows(values.stream), createRandom(1));
const texts = rows.slice(0, WARM_UP + 2 * count).map(({ text }) => text);
const worker = readdirSync(join(values.folder, 'assets')).find((name) =>
  /^learning\.worker-.*\.js$/.test(name),
);
if (!worker) throw new Error(`There is no learning worker in ${values.folder}: build first.`);

const { address, browser, close } = await openBuilt(4189, values.folder);
const page = await browser.newPage();
// Nothing else may run in it: the application would load its language model.
await page.route(`${address}empty.html`, (route) =>
  route.fulfill({
    contentType: 'text/html',
    headers: securityHeaders,
    body: '<!doctype html><title>Encoder</title>',
  }),
);
// The bundler that runs this file names functions by a helper that a page does not have.
await page.addInitScript('globalThis.__name = (named) => named');
await page.goto(`${address}empty.html`);

/** In the page: milliseconds of each call. */
const timings = await page.evaluate(
  async ({ script, models, requests, warmUp, batch }) => {
    const thread = new Worker(script, { type: 'module' });
    let next = 0;
    const call = (method: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = next++;
        thread.addEventListener('message', function answer({ data }) {
          if (data.id !== id || data.type === 'callback') return;
          thread.removeEventListener('message', answer);
          if (data.type === 'result') resolve(data.value);
          else reject(new Error(JSON.stringify(data.error)));
        });
        thread.postMessage({ type: 'call', id, method, args });
      });
    const value = (of: unknown) => ({ kind: 'value', value: of });
    const timed = async (...args: Parameters<typeof call>) => {
      const start = performance.now();
      await call(...args);
      return performance.now() - start;
    };
    await call('load', value('all-MiniLM-L6-v2'), value(models), { kind: 'callback' });
    const list = [...requests];
    for (const text of list.splice(0, warmUp)) await call('embed', value([text]));
    const half = list.length / 2;
    const [alone, together] = [list.slice(0, half), list.slice(half)];
    const embed: number[] = [];
    for (const text of alone) embed.push(await timed('embed', value([text])));
    const cached: number[] = [];
    for (const text of alone.slice(-batch)) cached.push(await timed('read', value([text])));
    const batches: number[] = [];
    for (let i = 0; i + batch <= together.length; i += batch) {
      const milliseconds = await timed('embed', value(together.slice(i, i + batch)));
      batches.push(milliseconds / batch);
    }
    return { embed, cached, batches };
  },
  {
    script: `${address}assets/${worker}`,
    models: `${address}models/`,
    requests: texts,
    warmUp: WARM_UP,
    batch: BATCH,
  },
);
await close();

/** The quantile with the 95 % interval of its order statistics. */
function quantile(list: readonly number[], share: number): Estimate {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (rank: number) =>
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(rank)))] ?? NaN;
  const place = share * sorted.length;
  const spread = 1.96 * Math.sqrt(sorted.length * share * (1 - share));
  return { mean: at(place), low: at(place - spread), high: at(place + spread) };
}

publish({
  benchmark: 'the encoder in Chromium (WASM), milliseconds a request, message to answer',
  arms: {
    'one request': {
      mean: estimate(timings.embed),
      median: quantile(timings.embed, 0.5),
      p95: quantile(timings.embed, 0.95),
    },
    [`${BATCH} in one message`]: { mean: estimate(timings.batches) },
    'asked before (words for its arguments)': { mean: estimate(timings.cached) },
  },
});
process.exit(0);
