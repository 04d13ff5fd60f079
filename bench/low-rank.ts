import { parseArgs } from 'node:util';
import { folderSource } from '../src/adapters/cache-storage/node/folder-source';
import { startEncoderPass } from '../src/adapters/llama/node/start-encoder-pass';
import { loadEncoder } from '../src/adapters/transformers/load-encoder';
import { createRandom } from '../src/core/generation/prng';
import { unlabelledPrior } from '../src/core/learning/decision-state';
import { COLD_STEPS, HALF_LIFE, KAPPA, PHI_DIMENSIONS } from '../src/core/learning/parameters';
import { argmax } from '../src/core/learning/softmax';
import { GateKeeper } from '../src/core/learning/speaking-gate';
import { CONDITIONS } from './learning/conditions';
import { makeStream, readRows } from './learning/stream';
import { actionsOf, openWorld } from './learning/world';
import type { Estimate } from './report';
import { estimate, publish } from './report';
import type { LowRank, RawState } from './training/low-rank';
import { fitLowRank, klFrom, scoresOf } from './training/low-rank';

/**
 * Whether the projection A should be trained too (LoRA) or stay frozen: each is trained once from zero, 60 steps, on the
 * first 400 events of a Zipf stream, and scored on the last 100, without memory. Beside the frozen projection: the
 * same trained on from there, and rank 8 from the first principal directions and from random ones.
 * `--stream FILE` `--seeds 8` `--out FILE`.
 */
const { values } = parseArgs({
  options: {
    stream: { type: 'string', default: '../shared/data/clinc150.jsonl' },
    seeds: { type: 'string', default: '8' },
    out: { type: 'string' },
  },
});
const EVENTS = 500;
const TAUGHT = 400;
const RANK = 8;

const source = folderSource('public/models', 'all-MiniLM-L6-v2');
const encoder = await loadEncoder(source, startEncoderPass);
const rows = readRows(values.stream);
const { basis, stateOf } = await openWorld(encoder, rows, []);
await encoder.dispose();
const { mean, matrix, inputs } = basis.projection;

/** Right of the last 100, and mean divergence on the audit states, by arm and condition. */
const found = new Map<string, { right: number[]; kl: number[]; gained: number[] }>();

for (let seed = 0; seed < Number(values.seeds); seed++) {
  const stream = makeStream(
    rows,
    { labels: 30, events: EVENTS, examplesPerLabel: 3 },
    createRandom(seed + 1),
  );
  const actions = actionsOf(stream);
  const ids = actions.map(({ id }) => id);
  const examples = actions.map(({ id, examples: texts }) => ({
    action: id,
    embeddings: texts.map(stateOf),
  }));
  for (const name of ['clean', 'noise20']) {
    const { events } = CONDITIONS[name]!(stream, createRandom(1000 + seed));
    const lesson = events.slice(0, TAUGHT);
    const gate = new GateKeeper(basis).gate(lesson.map(({ text }) => stateOf(text)));
    const rawOf = (embedding: Float32Array): RawState => ({
      centred: embedding.map((value, i) => value - mean[i]!),
      prior: unlabelledPrior(ids, examples, KAPPA, embedding).scores,
      gate: gate(embedding),
    });
    const taught = lesson.map(({ text, said }, i) => {
      const raw = rawOf(stateOf(text));
      const label = ids.indexOf(said);
      const trust = argmax([...raw.prior]) === label ? 0.5 : 1;
      return { ...raw, label, weight: trust * 2 ** ((i + 1 - TAUGHT) / HALF_LIFE) };
    });
    const asked = events.slice(TAUGHT).map(({ text, right }) => ({
      raw: rawOf(stateOf(text)),
      right: ids.indexOf(right),
    }));
    const anchors = basis.anchors.map(rawOf);
    const audit = basis.audit.map(({ embedding }) => rawOf(embedding));
    const share = (choice: (raw: RawState) => number) =>
      asked.filter(({ raw, right }) => choice(raw) === right).length / asked.length;

    const fit = (a: Float32Array, trainsA: boolean) =>
      fitLowRank(a, ids.length, taught, anchors, { trainsA, steps: COLD_STEPS });
    const random = createRandom(seed);
    const drawn = matrix.slice(0, RANK * inputs).map(() => random.next() - 0.5);
    const arms: Record<string, LowRank | null> = {
      untrained: null,
      [`frozen A, rank ${PHI_DIMENSIONS}`]: fit(matrix, false),
      [`trained A, rank ${PHI_DIMENSIONS}`]: fit(matrix, true),
      [`trained A, rank ${RANK}`]: fit(matrix.slice(0, RANK * inputs), true),
      [`trained A, rank ${RANK}, from random`]: fit(drawn, true),
    };
    const base = share(({ prior }) => argmax([...prior]));
    for (const [arm, head] of Object.entries(arms)) {
      const key = `${arm}/${name}`;
      const own = found.get(key) ?? { right: [], kl: [], gained: [] };
      found.set(key, own);
      const right = head ? share((raw) => argmax(scoresOf(head, raw))) : base;
      own.right.push(right);
      own.gained.push(right - base);
      const kl = head ? audit.reduce((sum, raw) => sum + klFrom(head, raw), 0) / audit.length : 0;
      own.kl.push(kl);
    }
  }
  console.log(
    `seed ${seed}: ${[...found].map(([arm, { right }]) => `${arm} ${right.at(-1)}`).join(', ')}`,
  );
}

const arms: Record<string, Record<string, Estimate>> = {};
for (const [key, { right, kl, gained }] of found) {
  const paired = found.get(key.replace(/^[^/]*/, `frozen A, rank ${PHI_DIMENSIONS}`))!.right;
  arms[key] = {
    accuracyLast100: estimate(right),
    aboveUntrained: estimate(gained),
    aboveFrozenA: estimate(right.map((value, i) => value - paired[i]!)),
    auditKl: estimate(kl),
  };
}
publish({ benchmark: `training A or not, ${values.seeds} seeds`, arms });
