import { chromium } from '@playwright/test';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';
import type { GenerationDriver } from '../e2e/webllm/page/generation';
import type { Written } from '../e2e/webllm/page/generation.worker';
import { pageFolder, root } from '../e2e/webllm/paths';
import writeWeights from '../e2e/webllm/write-weights';
import { estimate, estimateRatio, publish } from './report';

declare const generation: GenerationDriver;

/**
 * Our loop beside WebLLM's own `chat.completions.create`, in turn, in Chromium: same loaded model (SmolLM2-135M in
 * float32), prompt and number of tokens; prompt and tokens are both in the time. On SwiftShader, which has the
 * processor do the graphics card's work, unless `--adapter default`. `--tokens N` (12), `--repetitions N` (1),
 * `--out FILE`.
 */
const { values } = parseArgs({
  options: {
    tokens: { type: 'string', default: '12' },
    repetitions: { type: 'string', default: '1' },
    adapter: { type: 'string', default: 'swiftshader' },
    out: { type: 'string' },
  },
});
const tokens = Number(values.tokens);
const request = 'Give me three tips for sleeping better.';

await writeWeights();
const configFile = join(root, 'e2e/webllm/vite.config.ts');
const shared = { configFile, logLevel: 'error', build: { outDir: pageFolder } } as const;
await build(shared);
const server = await preview({
  ...shared,
  preview: { port: Number(process.env.WEBLLM_PORT ?? 4198), host: '127.0.0.1' },
});
const browser = await chromium.launch({
  executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--enable-unsafe-webgpu', '--ignore-gpu-blocklist'],
    ...(values.adapter === 'default' ? [] : [`--use-webgpu-adapter=${values.adapter}`]),
  ],
});
const page = await browser.newPage();
page.setDefaultTimeout(0);
await page.goto(`${server.resolvedUrls?.local[0] ?? ''}generation.html`);
await page.waitForFunction(() => 'generation' in globalThis);
await page.evaluate(() => generation.fill());
const load = await page.evaluate(() => generation.worker.load());

const write = (arm: 'ours' | 'theirs'): Promise<Written> =>
  page.evaluate(([name, text, count]) => generation.worker[name](text, count), [
    arm,
    request,
    tokens,
  ] as const);

/** Seconds that all processes of the browser have computed: without a graphics card they are what a token costs. */
const system = await browser.newBrowserCDPSession();
async function processorSeconds(): Promise<number> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

const arms = ['ours', 'theirs'] as const;
const rates = { ours: [] as number[], theirs: [] as number[] };
const costs = { ours: [] as number[], theirs: [] as number[] };
for (let i = 0; i < Number(values.repetitions); i++) {
  const texts = new Set<string>();
  for (const arm of arms) {
    const before = await processorSeconds();
    const { text, seconds } = await write(arm);
    costs[arm].push((await processorSeconds()) - before);
    rates[arm].push(tokens / seconds);
    texts.add(text);
  }
  if (texts.size > 1) throw new Error(`“${[...texts].join('” is not “')}”`);
}
await browser.close();
await server.close();

publish({
  benchmark: `generation (SmolLM2-135M float32 on WebLLM, ${values.adapter}, ${tokens} tokens)`,
  arms: {
    'our loop on WebLLM': {
      tokensPerSecond: estimate(rates.ours),
      ratioToPeer: estimateRatio(rates.ours, rates.theirs),
      processorSeconds: estimate(costs.ours),
      processorRatioToPeer: estimateRatio(costs.theirs, costs.ours),
      loadSeconds: estimate([load]),
    },
    'WebLLM chat.completions': {
      tokensPerSecond: estimate(rates.theirs),
      processorSeconds: estimate(costs.theirs),
    },
  },
});
process.exit(0);
