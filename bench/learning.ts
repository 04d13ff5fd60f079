import { parseArgs } from 'node:util';
import { startWasm } from '../src/adapters/tfjs/start-wasm';
import { TfjsTrainer } from '../src/adapters/tfjs/tfjs-trainer';
import { loadEncoder } from '../src/adapters/transformers/load-encoder';
import { folderSource } from '../src/adapters/transformers/node/folder-source';
import { createRandom } from '../src/core/generation/prng';
import { offScopeRequests } from '../src/core/learning/off-scope-requests';
import { KAPPA } from '../src/core/learning/parameters';
import { referenceTrainer } from '../src/core/learning/testing/reference-trainer';
import type { Trainer } from '../src/core/ports/trainer';
import { cachedBasis } from './learning/cached-basis';
import { cachedEmbeddings } from './embedding-cache';
import { probeAccuracy } from './learning/probe';
import type { PupilOptions } from './learning/pupil';
import { Pupil } from './learning/pupil';
import { makeStream, readRows } from './learning/stream';
import { estimate, publish } from './report';

/**
 * Prequential streams: each request is decided first and then told. Usage:
 *   tsx bench/learning.ts --stream FILE.jsonl [--events 500] [--seeds 3] [--labels 30] [--examples 3]
 *     [--arms frozen,retrieval,adapter,both,gated] [--condition clean|noise20] [--trainer wasm|loops] [--out FILE]
 */
const { values } = parseArgs({
  options: {
    stream: { type: 'string' },
    events: { type: 'string', default: '500' },
    seeds: { type: 'string', default: '3' },
    labels: { type: 'string', default: '30' },
    arms: { type: 'string', default: 'frozen,retrieval,adapter,both' },
    condition: { type: 'string', default: 'clean' },
    trainer: { type: 'string', default: 'wasm' },
    examples: { type: 'string', default: '3' },
    kappa: { type: 'string', default: String(KAPPA) },
    out: { type: 'string' },
  },
});
if (!values.stream) throw new Error('Name a file of {"text", "label"} lines with --stream.');

const ARMS: Readonly<Record<string, Pick<PupilOptions, 'memory' | 'adapter' | 'gated'>>> = {
  frozen: { memory: false, adapter: false, gated: false },
  retrieval: { memory: true, adapter: false, gated: false },
  adapter: { memory: false, adapter: true, gated: false },
  both: { memory: true, adapter: true, gated: false },
  gated: { memory: true, adapter: true, gated: true },
};
const LAST = 100;

async function trainerOf(name: string): Promise<Trainer> {
  if (name === 'loops') return referenceTrainer;
  await startWasm();
  return new TfjsTrainer('wasm');
}

const encoder = await loadEncoder(folderSource('public/models', 'all-MiniLM-L6-v2'), {
  backend: 'cpu',
  threads: 2,
});
const rows = readRows(values.stream);
const texts = rows.map(({ text }) => text);
const states = await cachedEmbeddings(encoder, texts);
const byText = new Map(texts.map((text, i) => [text, states[i]!]));
const offScope = await cachedEmbeddings(encoder, offScopeRequests);
await encoder.dispose();
const basis = cachedBasis(offScopeRequests, offScope, encoder.hash);
const trainer = await trainerOf(values.trainer);
const stateOf = (text: string) => byText.get(text) ?? new Float32Array(encoder.dimensions);

const samples: Record<string, Record<string, number[]>> = {};
function note(arm: string, metric: string, value: number) {
  ((samples[arm] ??= {})[metric] ??= []).push(value);
}
const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;

for (let seed = 1; seed <= Number(values.seeds); seed++) {
  const shape = {
    labels: Number(values.labels),
    events: Number(values.events),
    examplesPerLabel: Number(values.examples),
    setApart: 50,
    noise: values.condition === 'noise20' ? 0.2 : 0,
  };
  const stream = makeStream(rows, shape, createRandom(seed));
  const actionExamples = stream.labels.map((action) => ({
    action,
    embeddings: (stream.examples.get(action) ?? []).map(stateOf),
  }));
  const kappa = Number(values.kappa);
  for (const arm of values.arms.split(',')) {
    const pupil = new Pupil({ ...ARMS[arm]!, basis, actionExamples, kappa, trainer });
    const hits: number[] = [];
    for (const { text, label, said } of stream.events) {
      hits.push(Number(pupil.choose(stateOf(text)).chosen === label));
      await pupil.tell(text, stateOf(text), said);
    }
    for (const at of [50, 100, 200]) note(arm, `accuracy to ${at}`, mean(hits.slice(0, at)));
    note(arm, `accuracy last ${LAST}`, mean(hits.slice(-LAST)));
    note(arm, 'regret', hits.filter((hit) => hit === 0).length);
    if (pupil.gates.length > 0) {
      note(arm, 'gate A passed', mean(pupil.gates.map(({ passed }) => Number(passed))));
      for (const name of ['audit-divergence', 'audit-flips'] as const) {
        const last = pupil.gates.at(-1)?.checks.find((check) => check.name === name);
        note(arm, name, last?.value ?? NaN);
      }
      note(arm, 'ms per update', mean(pupil.updates));
    }
  }
  const last = stream.events.slice(-LAST);
  const probe = await probeAccuracy(stream, last, stateOf, basis);
  note('full-data probe', `accuracy last ${LAST}`, probe);
}

const arms = Object.fromEntries(
  Object.entries(samples).map(([arm, metrics]) => [
    arm,
    Object.fromEntries(Object.entries(metrics).map(([name, list]) => [name, estimate(list)])),
  ]),
);
publish({ benchmark: `learning, ${values.condition}, ${values.trainer}`, arms });
