import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serialize } from 'node:v8';
import { seal } from '../src/adapters/dexie/records';
import { replaceSpecial } from '../src/adapters/dexie/special-values';
import type { Episode } from '../src/core/memory/episode';
import { sampleEpisode } from '../src/core/testing/store-samples';

/** 10,000 episodes with their features should fit in 20 MB. */
const episodes = 10_000;
const goal = 20_000_000;

/** The eleven tools and `reply`, and the four recollections a decision shows at most. */
const actions = 12;
const recollections = 4;

/** An episode as the agent stores it: every candidate scored, one tool call, a 384-float embedding. */
function typicalEpisode(sequence: number): Episode {
  const sample = sampleEpisode(`episode-${sequence}-0123456789abcdef`, sequence);
  const decision = sample.decision;
  if (!decision) throw new Error('The sample has no decision.');
  const [candidate] = decision.candidates;
  const [recollection] = decision.recollections;
  return {
    ...sample,
    decision: {
      ...decision,
      candidates: Array.from({ length: actions }, (_, i) => ({
        ...candidate,
        languageModel: -Math.log(i + 1.5),
        total: candidate.total / (i + 1.7),
      })),
      recollections: Array.from({ length: recollections }, () => recollection),
    },
    steps: sample.steps.slice(0, 1),
  };
}

/** Enough that compiling the code does not count. */
const rounds = 50;

/** Of this process alone, so that a busy machine does not count. */
function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * Bytes of an episode in V8's structured-clone format (what Chromium writes, before its database compresses),
 * and of the same in an export. The latency of a commit is not measured: an in-memory database has none.
 */
function measureStorage() {
  const sample = Array.from({ length: 200 }, (_, index) => typicalEpisode(index + 1));
  const mean = (size: (episode: Episode) => number) =>
    sample.reduce((sum, episode) => sum + size(episode), 0) / sample.length;
  const stored = mean((episode) => serialize(seal(episode)).length);
  const seconds = processorSeconds(() => {
    for (let round = 0; round < rounds; round++) sample.forEach(seal);
  });
  return {
    bytesPerEpisode: Math.round(stored),
    ofWhichEmbedding: mean(({ embedding }) => embedding?.byteLength ?? 0),
    ofWhichDecision: Math.round(mean(({ decision }) => serialize(decision).length)),
    exportedBytesPerEpisode: Math.round(
      mean((episode) => JSON.stringify(episode, replaceSpecial).length),
    ),
    checksumMicroseconds: Math.round((1e6 * seconds) / (rounds * sample.length)),
    total: Math.round(stored * episodes),
    goal,
  };
}

const { values: options } = parseArgs({ options: { out: { type: 'string' } } });
const report = measureStorage();
if (options.out) writeFileSync(options.out, JSON.stringify(report, null, 2));
console.table(report);
const verdict = report.total <= report.goal ? 'within' : 'OVER';
console.log(
  `${episodes} episodes: ${megabytes(report.total)}, ${verdict} the goal of ${megabytes(goal)}`,
);
