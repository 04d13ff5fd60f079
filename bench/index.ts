import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * All benchmarks, one after the other, each in a process of its own so that none warms up another.
 * `npm run bench` runs them; `npm run bench -- NAME …` some; `--out FOLDER` also writes their JSON there.
 */
const streams = join(process.env.APPRENTICE_DATA ?? '../shared/data', 'clinc150.jsonl');
/** Runs WebLLM without a graphics card. */
const webllm = join(
  process.env.APPRENTICE_WEBLLM_LIBRARY ?? '../shared/engines/webllm',
  'tensor-cache.json',
);

interface Benchmark {
  readonly args: readonly string[];
  /** A file it can't do without. */
  readonly needs?: string;
}

const benchmarks: Readonly<Record<string, Benchmark>> = {
  generation: { args: ['--repetitions', '8'] },
  'generation-webllm': { args: [], needs: webllm },
  decision: { args: ['--stream', streams], needs: streams },
  dialogue: { args: [] },
  arguments: { args: [] },
  training: { args: [] },
  startup: { args: [], needs: 'dist/index.html' },
  'main-thread': { args: [], needs: 'dist/index.html' },
  encoder: { args: ['--stream', streams], needs: streams },
  storage: { args: [] },
};

const { values, positionals } = parseArgs({
  options: { out: { type: 'string' } },
  allowPositionals: true,
});
if (values.out !== undefined) mkdirSync(values.out, { recursive: true });

for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
  const benchmark = benchmarks[name];
  if (!benchmark) {
    console.error(`There is no benchmark “${name}”: ${Object.keys(benchmarks).join(', ')}.`);
    process.exit(1);
  }
  if (benchmark.needs !== undefined && !existsSync(benchmark.needs)) {
    console.log(`\n${name}: skipped, ${benchmark.needs} is not there`);
    continue;
  }
  const out = values.out === undefined ? [] : ['--out', join(values.out, `${name}.json`)];
  const args = ['node_modules/tsx/dist/cli.mjs', `bench/${name}.ts`, ...benchmark.args, ...out];
  const done = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (done.status !== 0) process.exitCode = 1;
}
