import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { shortlist, SHORTLIST } from '../src/core/agent/shortlist';
import { similarities } from '../src/core/learning/similarity';
import { wilson } from '../src/core/learning/wilson';
import type { Row } from './decision-rows';
import { cachedEmbeddings } from './embedding-cache';
import { openPageEncoder } from './page-encoder';
import { publish, type Estimate } from './report';

/**
 * How often the right tool is among those that the language model is asked about, where there are many: the labels of
 * each `--stream` are the tools, their first 3 rows the examples, every n-th of the other rows a request, about
 * `--rows` of them. `--out FILE`.
 */
const { values } = parseArgs({
  options: {
    stream: {
      type: 'string',
      multiple: true,
      default: ['../shared/data/hwu64.jsonl', '../shared/data/metatool.jsonl'],
    },
    rows: { type: 'string', default: '600' },
    out: { type: 'string' },
  },
});
const examplesEach = 3;
const encoder = await openPageEncoder();
const arms: Record<string, Record<string, Estimate>> = {};

for (const stream of values.stream) {
  const all = readFileSync(stream, 'utf8').trim().split('\n');
  const seen = new Map<string, string[]>();
  const rest: Row[] = [];
  for (const row of all.map((line) => JSON.parse(line) as Row)) {
    const texts = seen.get(row.label) ?? [];
    if (texts.length < examplesEach) seen.set(row.label, [...texts, row.text]);
    else rest.push(row);
  }
  const stride = Math.max(1, Math.floor(rest.length / Number(values.rows)));
  const rows = rest.filter((_, i) => i % stride === 0);
  const states = await cachedEmbeddings(
    encoder,
    rows.map(({ text }) => text),
  );
  const texts = await cachedEmbeddings(encoder, [...seen.values()].flat());
  let next = 0;
  const examples = [...seen].map(([action, { length }]) => ({
    action,
    embeddings: texts.slice(next, (next += length)),
  }));
  const metrics: Record<string, Estimate> = {};
  for (const size of [1, 4, 8, SHORTLIST, 24, 32]) {
    const hits = rows.filter(({ label }, i) =>
      shortlist([...seen.keys()], similarities(examples, states[i]!), size).has(label),
    );
    metrics[`recallAt${size}`] = wilson(hits.length, rows.length);
  }
  arms[`${stream.split('/').at(-1)}, ${seen.size} tools, ${rows.length} requests`] = metrics;
}
publish({ benchmark: 'shortlist', arms });
process.exit(0);
