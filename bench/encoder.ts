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
 * `--stream FILE` of {"text"} lines, `--requests N` (400), `--folder dist`, `--out FILE`. On a busy machine only the
 * processor's time means anything.
 */
const { values } = parseArgs({
  options: {
    stream: { type: 'string', default: '../shared/data/clinc150.jsonl' },
    requests: { type: 'string', default: '400' },
    folder: { type: 'string', default: 'dist' },
    out: { type: 'string' },
  },
});
/** Until the browser has compiled the hot loops for good, in threads of its own that count as the page's. */
const WARM_UP = 150;
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

type Ask = (method: string, texts: readonly string[]) => Promise<number>;
type Asking = typeof globalThis & { ask: Ask };

/** In the page: `ask` gives the milliseconds from a message to its answer. */
await page.evaluate(
  async ([script, models]) => {
    const thread = new Worker(script!, { type: 'module' });
    let next = 0;
    const call = (method: string, args: readonly unknown[]) =>
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
    await call('load', [value('all-MiniLM-L6-v2'), value(models), { kind: 'callback' }]);
    const ask: Ask = async (method, texts) => {
      const start = performance.now();
      await call(method, [value(texts)]);
      return performance.now() - start;
    };
    Object.assign(globalThis, { ask });
  },
  [`${address}assets/${worker}`, `${address}models/`],
);
const askAll = (method: string, groups: readonly (readonly string[])[]): Promise<number[]> =>
  page.evaluate(
    async ([name, lists]) => {
      const milliseconds: number[] = [];
      for (const list of lists) milliseconds.push(await (globalThis as Asking).ask(name, list));
      return milliseconds;
    },
    [method, groups] as const,
  );
const session = await browser.newBrowserCDPSession();
/** Of all threads of the page: an upper bound on what a request takes where nothing else runs. */
const processorSeconds = async (): Promise<number> =>
  (await session.send('SystemInfo.getProcessInfo')).processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { cpuTime }) => sum + cpuTime, 0);

await askAll(
  'embed',
  texts.slice(0, WARM_UP).map((text) => [text]),
);
const alone = texts.slice(WARM_UP, WARM_UP + count).map((text) => [text]);
const before = await processorSeconds();
const embedded = await askAll('embed', alone);
const processor = (1000 * ((await processorSeconds()) - before)) / count;
const cached = await askAll('read', alone.slice(-BATCH));
const rest = texts.slice(WARM_UP + count);
const batches = await askAll(
  'embed',
  Array.from({ length: Math.floor(rest.length / BATCH) }, (_, i) =>
    rest.slice(i * BATCH, (i + 1) * BATCH),
  ),
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
  benchmark: `the encoder in Chromium (WASM), milliseconds a request, message to answer`,
  arms: {
    'one request': {
      mean: estimate(embedded),
      median: quantile(embedded, 0.5),
      p95: quantile(embedded, 0.95),
      processor: estimate([processor]),
    },
    [`${BATCH} in one message, each`]: { mean: estimate(batches.map((all) => all / BATCH)) },
    'asked before': { mean: estimate(cached) },
  },
});
process.exit(0);
