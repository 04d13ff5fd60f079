import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { startWasm } from '../src/adapters/tfjs/start-wasm';
import { TfjsTrainer } from '../src/adapters/tfjs/tfjs-trainer';
import { createRandom } from '../src/core/generation/prng';
import { KAPPA } from '../src/core/learning/parameters';
import type { Trainer } from '../src/core/ports/trainer';
import { CONDITIONS } from './learning/conditions';
import { falsePromotions, randomHeads } from './learning/null-candidates';
import { probe } from './learning/probe';
import { quickTrainer } from './learning/quick-trainer';
import { regretFigure, regretOf } from './learning/regret-figure';
import type { ArmRun } from './learning/run';
import { ARMS, runArm } from './learning/run';
import { makeStream, readRows, shuffled } from './learning/stream';
import type { Sample } from './learning/summary';
import { LAST, share, summarise } from './learning/summary';
import { actionsOf, openWorld } from './learning/world';
import { openPageEncoder } from './page-encoder';
import type { Estimate } from './report';
import { estimate, publish } from './report';

/**
 * Prequential streams: each request is decided first and then told (LEARNING.md, "Benchmark"). Usage:
 *   npm run bench:learning -- --stream FILE… [--events 500] [--seeds 10] [--first-seed 0] [--tools 30]
 *     [--arms frozen,rules,retrieval,adapter,both] [--conditions clean,noise20,flip30,rename,injected,drift,random]
 *     [--trainer wasm|loops] [--outside FILE] [--null 1000] [--out FILE.json]
 * The same seed gives the same figures. `loops` is the same training in plain loops, many times faster for small
 * heads. `--outside`: requests that no tool is for, 200 of which are drawn. Beside the JSON stands an SVG of regret curves.
 */
const { values, positionals } = parseArgs({
  options: {
    stream: { type: 'string', multiple: true, default: [] },
    events: { type: 'string', default: '500' },
    seeds: { type: 'string', default: '10' },
    'first-seed': { type: 'string', default: '0' },
    tools: { type: 'string', default: '30' },
    arms: { type: 'string', default: 'frozen,rules,retrieval,adapter,both' },
    conditions: { type: 'string', default: 'clean,noise20,flip30,rename,injected,drift,random' },
    trainer: { type: 'string', default: 'wasm' },
    outside: { type: 'string', default: '../shared/data/clinc150-out-of-scope.jsonl' },
    null: { type: 'string', default: '1000' },
    out: { type: 'string' },
  },
  allowPositionals: true,
});
const files = [...values.stream, ...positionals];
if (files.length === 0) throw new Error('Name files of {"text", "label"} lines with --stream.');
const EXAMPLES = 3;
const FRESH = 300;
/** Requests that no tool is for, drawn from their file. */
const OUTSIDE = 200;
/** How often a candidate and the live version differ in a right answer; trials of [measured] length. */
const DIFFER = 0.1;
const armNames = values.arms.split(',');
const conditionNames = values.conditions.split(',');

async function trainerOf(name: string): Promise<Trainer> {
  if (name === 'loops') return quickTrainer;
  await startWasm();
  return new TfjsTrainer('wasm');
}

const encoder = await openPageEncoder();
const trainer = await trainerOf(values.trainer);
const unrelated = existsSync(values.outside) ? readRows(values.outside) : [];
const outside = shuffled(unrelated, createRandom(0))
  .slice(0, OUTSIDE)
  .map(({ text }) => text);

/** Arm/condition -> one sample a seed. */
const samples = new Map<string, Sample[]>();
const probes = new Map<string, number[]>();
const nulls: Record<string, number[]> = { randomPromoted: [], randomHarmful: [], coinPromoted: [] };

for (const file of files) {
  const rows = readRows(file);
  const { basis, stateOf } = await openWorld(encoder, rows, outside);
  const prefix = files.length > 1 ? `${basename(file, '.jsonl')}/` : '';
  for (let i = 0; i < Number(values.seeds); i++) {
    const seed = Number(values['first-seed']) + i;
    const random = createRandom(seed + 1);
    const shape = {
      labels: Number(values.tools),
      events: Number(values.events),
      examplesPerLabel: EXAMPLES,
    };
    const stream = makeStream(rows, shape, random);
    const actions = actionsOf(stream);
    const fresh = shuffled(stream.rest, random).slice(0, FRESH);
    const last = stream.events.slice(-LAST);
    const ceiling = share(
      await probe(stream.labels, stream.rest, last, stateOf, basis, quickTrainer),
    );
    push(probes, `${prefix}probe/clean`, ceiling);
    const hashes = new Map<string, string | null>();
    for (const name of conditionNames) {
      const change = CONDITIONS[name];
      if (!change) throw new Error(`There is no condition “${name}”.`);
      const condition = change(stream, createRandom(1000 + seed));
      const input = { actions, basis, kappa: KAPPA, trainer, stateOf, condition, fresh };
      const run = (arm: string) => runArm(arm, { ...input, offScope: outside });
      const frozen = await run('frozen');
      for (const arm of armNames) {
        // A spoilt version shows only in what trains.
        if (name === 'drift' && !ARMS[arm]?.trains) continue;
        const start = performance.now();
        const result = arm === 'frozen' ? frozen : await run(arm);
        if (name === 'clean') hashes.set(arm, result.hash);
        push(samples, `${prefix}${arm}/${name}`, {
          seed,
          hits: result.hits,
          frozen: share(frozen.hits.slice(-LAST)),
          probe: ceiling,
          metrics: { ...result.metrics, ...sameHash(name, arm, result, hashes) },
        });
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        const right = share(result.hits.slice(-LAST)).toFixed(2);
        console.log(
          `${prefix}${arm}/${name}, seed ${seed}: ${right} of the last 100, ${seconds} s`,
        );
      }
    }
    if (Number(values.null) > 0 && i === 0) {
      const examples = actions.map(({ id, examples: texts }) => ({
        action: id,
        embeddings: texts.map(stateOf),
      }));
      const count = Number(values.null);
      const world = { basis, examples, kappa: KAPPA, stateOf };
      const heads = randomHeads(count, stream.events, fresh, world, createRandom(seed));
      nulls.randomPromoted?.push(heads.promoted / count);
      nulls.randomHarmful?.push(heads.harmful / count);
      nulls.coinPromoted?.push(falsePromotions(count, DIFFER, createRandom(seed)));
    }
  }
}
await encoder.dispose();

const arms: Record<string, Record<string, Estimate>> = {};
for (const [name, list] of samples) arms[name] = summarise(list);
for (const [name, list] of probes) arms[name] = { accuracyLast100: estimate(list) };
if (nulls.coinPromoted?.length) {
  arms[`${values.null} null candidates`] = {
    falsePromotions: estimate(nulls.coinPromoted),
    randomHeadsPromoted: estimate(nulls.randomPromoted ?? []),
    harmfulPromotions: estimate(nulls.randomHarmful ?? []),
  };
}
publish({ benchmark: `learning, ${values.trainer}, ${values.seeds} seeds`, arms });
if (values.out !== undefined) {
  const curves = [...samples].map(([name, list]) => {
    const [condition = '', arm = ''] = name.split('/').reverse();
    const stream = name.split('/').slice(0, -2).join('');
    const regret = regretOf(list.map(({ hits }) => hits));
    return { condition: [stream, condition].filter(Boolean).join(', '), arm, regret };
  });
  const title = `Regret: requests decided wrongly so far, mean of ${values.seeds} seeds`;
  writeFileSync(values.out.replace(/(\.json)?$/, '.svg'), regretFigure(title, curves));
}

function push<T>(lists: Map<string, T[]>, name: string, value: T): void {
  lists.set(name, [...(lists.get(name) ?? []), value]);
}

/** Whether text that pages injected left the newest version as it is without them. */
function sameHash(
  condition: string,
  arm: string,
  { hash }: ArmRun,
  clean: ReadonlyMap<string, string | null>,
): Record<string, number> {
  if (condition !== 'injected' || hash === null || !clean.has(arm)) return {};
  return { sameHash: Number(clean.get(arm) === hash) };
}
