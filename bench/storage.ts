import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serialize } from 'node:v8';
import { modernEpisode } from '../src/adapters/dexie/migrations';
import { packEpisode } from '../src/adapters/dexie/packed-episode';
import { seal } from '../src/adapters/dexie/records';
import { fromRow, toRow } from '../src/adapters/dexie/rows';
import { replaceSpecial } from '../src/adapters/dexie/special-values';
import { actionsOf } from '../src/core/agent/actions';
import { decide, SILENT_MEMORY } from '../src/core/learning/policy';
import { softmax } from '../src/core/learning/softmax';
import type { Episode, Recollection } from '../src/core/memory/episode';
import { sampleEpisode } from '../src/core/testing/store-samples';
import { builtinTools } from '../src/core/tools/registry';

/**
 * Bytes of 10,000 episodes with their features, in V8's structured-clone format (what Chromium writes, before its
 * database compresses), as they are stored and as they were before they were packed. Goal: 20 MB.
 * Usage: tsx bench/storage.ts [--out FILE]. The latency of a commit is not measured: an in-memory database has none.
 */
const episodes = 10_000;
const goal = 20_000_000;
const actions = actionsOf(builtinTools()).map(({ id }) => id);
const encoderHash = createHash('sha256').update('encoder').digest('hex');
/** Of the length that requests of HWU64 have on average (35 characters). */
const request = 'put oat milk on the shopping list ok';

/** Four memories that spoke, the most that a decision shows, each with ids of its own. */
function recollection(rank: number): Recollection {
  return {
    episodeId: randomUUID(),
    signalId: randomUUID(),
    request,
    action: actions[rank % actions.length] ?? '',
    similarity: 1 / (rank + 1.3),
    corrected: rank % 2 === 0,
    at: 1_790_000_000_000 + rank,
  };
}

/** A decision in which every term speaks: a trained head and memory beside language model and examples. */
function decision(sequence: number): Episode['decision'] {
  const { candidates, chosen, frozenChoice } = decide({
    actions,
    languageModel: actions.map((_, i) => -Math.log(i + 1.5 + Math.sin(sequence))),
    similarities: actions.map((_, i) => Math.cos(sequence + i)),
    kappa: 20,
    phi: null,
    gate: 1,
    live: null,
    candidate: null,
    memory: SILENT_MEMORY,
  });
  // Sums and probabilities as `decide` makes them of the four terms.
  const spoken = candidates.map((candidate, i) => {
    const adapter = Math.fround(Math.sin(sequence * i));
    const memory = Math.fround(Math.cos(sequence * i));
    const total = candidate.languageModel + candidate.examples + adapter + memory;
    return { ...candidate, adapter, memory, total };
  });
  const probabilities = softmax(spoken.map(({ total }) => total));
  return {
    candidates: spoken.map((one, i) => ({ ...one, probability: probabilities[i] ?? 0 })),
    chosen,
    propensity: 1,
    frozenChoice,
    shadowChoice: null,
    gate: 1 / (1 + Math.exp(Math.sin(sequence))),
    snapshotId: randomUUID(),
    modelId: 'SmolLM2-135M-Instruct',
    recollections: Array.from({ length: 4 }, (_, rank) => recollection(rank)),
    seconds: 0.4 + Math.sin(sequence) / 10,
  };
}

/** An episode as the agent stores it: every candidate scored, one tool call, a sentence state of 256 numbers. */
function typicalEpisode(sequence: number): Episode {
  // Most requests stand by themselves.
  const sample: Episode = sampleEpisode(randomUUID(), sequence, randomUUID());
  return modernEpisode({
    ...sample,
    thread: undefined,
    request,
    reply: 'Added oat milk to the shopping list.',
    encoderHash,
    decision: decision(sequence),
    steps: [
      {
        toolId: 'add_list_item',
        arguments: { list: 'shopping', item: 'oat milk' },
        origins: { list: 'words', item: 'words' },
        outcome: { status: 'done', data: { id: randomUUID() }, sentence: 'Added oat milk.' },
        inverse: [{ type: 'delete', table: 'listItems', id: randomUUID() }],
        undone: false,
        origin: 'agent',
        seconds: 0.02 + Math.sin(sequence) / 1e3,
      },
    ],
  });
}

/** Of this process alone, so that a busy machine does not count. */
function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Enough that compiling the code does not count. */
const rounds = 20;
const sample = Array.from({ length: 200 }, (_, index) => typicalEpisode(index + 1));
const mean = (size: (episode: Episode) => number) =>
  Math.round(sample.reduce((sum, episode) => sum + size(episode), 0) / sample.length);
const bytes = (value: unknown) => serialize(value).length;
const microseconds = (work: (episode: Episode) => unknown) =>
  Math.round(
    (1e6 *
      processorSeconds(() => {
        for (let round = 0; round < rounds; round++) sample.forEach((episode) => work(episode));
      })) /
      (rounds * sample.length),
  );

/** Bytes of an episode and of its parts; `form` is how it stands in the store. */
function parts(
  form: (episode: Episode) => { readonly value: Partial<Record<keyof Episode, unknown>> },
) {
  const part = (key: keyof Episode) => mean((episode) => bytes(form(episode).value[key]));
  const total = mean((episode) => bytes(form(episode)));
  const known = { embedding: part('embedding'), decision: part('decision'), steps: part('steps') };
  const rest = total - known.embedding - known.decision - known.steps;
  return { ...known, rest, episode: total, tenThousand: total * episodes };
}

const packedDecisions = sample.filter(({ decision }) =>
  Array.isArray(packEpisode({ ...sample[0]!, decision }).decision),
).length;
const packed = new Map(sample.map((one) => [one, toRow('episodes', one).value]));
const before = parts(seal);
const now = parts((episode) => toRow('episodes', episode));
const report = {
  before,
  now,
  packedDecisions: `${packedDecisions} of ${sample.length}`,
  exported: mean((episode) => JSON.stringify(episode, replaceSpecial).length),
  writeMicroseconds: microseconds((episode) => toRow('episodes', episode)),
  readMicroseconds: microseconds((episode) => fromRow('episodes', packed.get(episode))),
  sealMicroseconds: microseconds(seal),
  goal,
};
const { values: options } = parseArgs({ options: { out: { type: 'string' } } });
if (options.out) writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
console.table({ before, now });
const { packedDecisions: whole, exported, writeMicroseconds, readMicroseconds } = report;
console.table({ packedDecisions: whole, exported, writeMicroseconds, readMicroseconds });
const megabytes = (value: number) => `${(value / 1e6).toFixed(1)} MB`;
const verdict = now.tenThousand <= goal ? 'within' : 'OVER';
console.log(
  `${episodes} episodes: ${megabytes(now.tenThousand)} (unpacked ${megabytes(before.tenThousand)}), ${verdict} the goal of ${megabytes(goal)}`,
);
