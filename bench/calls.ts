import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { startWasm } from '../src/adapters/tfjs/start-wasm';
import { TfjsSlotTrainer } from '../src/adapters/tfjs/tfjs-slot-trainer';
import { TfjsTrainer } from '../src/adapters/tfjs/tfjs-trainer';
import { loadXgrammar } from '../src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../src/adapters/xgrammar/xgrammar-compiler';
import { createRandom } from '../src/core/generation/prng';
import { createTextGenerator } from '../src/core/generation/text-generator';
import { offScopeRequests } from '../src/core/learning/off-scope-requests';
import { ARMS } from './calls/arms';
import { CallModel } from './calls/call-model';
import { callStream, readCalls } from './calls/call-stream';
import { callTools } from './calls/call-tools';
import { ChoiceCache, countPasses } from './calls/choice-cache';
import type { Curve } from './calls/learning-curve';
import { learningCurves, smoothed } from './calls/learning-curve';
import { metricsOf } from './calls/metrics';
import type { TimedDecision } from './calls/run-arm';
import { callOptions } from './calls/options';
import { runArm } from './calls/run-arm';
import { cachedStates } from './calls/word-states';
import { cachedEmbeddings } from './embedding-cache';
import { cachedBasis } from './learning/cached-basis';
import { openPageModel } from './page-model';
import { openPageEncoder } from './page-encoder';
import { estimate, publish } from './report';

/**
 * Whole calls on public requests: each is answered (tool and arguments), scored, and put right before the next. Usage:
 *   npm run bench:calls -- --stream FILE.jsonl… [--model ID] [--arms frozen,lm,lm-recall,slot-head,all] [--seeds 1]
 *     [--first-seed 0] [--events 1000] [--kappa 14] [--out FILE.json]
 * Writes FILE.svg beside FILE.json. Development uses seeds from 100 on; figures to report come from 0 to 9.
 */
const { files, arms: names, ...options } = understood(callOptions, process.argv.slice(2));
const calls = new Map(files.map((file) => [file, understood(readCalls, file)]));

/** What can be wrong with a command line or a file is said in a sentence. */
function understood<A, R>(read: (from: A) => R, from: A): R {
  try {
    return read(from);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** The language model behind its cache. */
async function openModel(id: string): Promise<CallModel> {
  const loaded = await openPageModel(id);
  const counter = countPasses(loaded);
  const grammars = await createXgrammarCompiler(loadXgrammar(), loaded.vocabulary());
  const generator = createTextGenerator(counter.model, grammars, Date);
  return new CallModel(new ChoiceCache(generator, counter, `${id} on the kernel`));
}

await startWasm();
const encoder = await openPageEncoder();
const offScope = await cachedEmbeddings(encoder, offScopeRequests);
const basis = cachedBasis(offScopeRequests, offScope, encoder.hash);

const asksModel = names.some((name) => ARMS[name]!.languageModel);
const model = asksModel ? await openModel(options.model) : null;

const samples: Record<string, Record<string, number[]>> = {};
const hits: Record<string, number[][]> = {};
for (const [file, rows] of calls) {
  const texts = rows.map(({ text }) => text);
  const states = await cachedStates(encoder, texts);
  const byText = new Map(texts.map((text, i) => [text, states[i]!]));
  const tools = callTools(rows);
  for (let i = 0; i < options.seeds; i++) {
    const seed = options.firstSeed + i;
    const stream = callStream(rows, options.events, createRandom(seed));
    const decided = new Map<string, readonly TimedDecision[]>();
    for (const name of names) {
      const arm = files.length === 1 ? name : `${basename(file, '.jsonl')} ${name}`;
      const run = await runArm(ARMS[name]!, {
        stream,
        tools,
        stateOf: (text) => byText.get(text)!,
        basis,
        kappa: options.kappa,
        trainer: new TfjsTrainer('wasm'),
        slotTrainer: new TfjsSlotTrainer('wasm'),
        model,
        decided,
      });
      const metrics = metricsOf(run);
      const brief = ['toolAccuracy', 'slotF1', 'exactCalls'].map((metric) =>
        metrics[`${metric}Last200`]!.toFixed(3),
      );
      console.error(`${file}, seed ${seed}, ${name}: ${brief.join(' / ')} over the last 200`);
      for (const [metric, value] of Object.entries(metrics)) {
        ((samples[arm] ??= {})[metric] ??= []).push(value);
      }
      (hits[arm] ??= []).push(smoothed(run.scores.map(({ exact }) => Number(exact))));
    }
  }
}

const arms = Object.fromEntries(
  Object.entries(samples).map(([arm, metrics]) => [
    arm,
    Object.fromEntries(Object.entries(metrics).map(([name, list]) => [name, estimate(list)])),
  ]),
);
const title = `calls, ${files.map((file) => basename(file, '.jsonl')).join(', ')}, ${options.events} requests, ${options.seeds} seeds`;
publish({ benchmark: title, arms });
if (options.out !== null) {
  const curves = Object.entries(hits).map(([arm, runs]): Curve => {
    const length = Math.min(...runs.map((run) => run.length));
    const mean = (at: number) => runs.reduce((sum, run) => sum + run[at]!, 0) / runs.length;
    return { arm, values: Array.from({ length }, (_, at) => mean(at)) };
  });
  writeFileSync(options.out.replace(/(\.json)?$/u, '.svg'), learningCurves(title, curves));
}
process.exit(0);
