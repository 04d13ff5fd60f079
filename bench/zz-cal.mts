import { writeFileSync } from 'node:fs';
import { loadXgrammar } from '/work/main/src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '/work/main/src/adapters/xgrammar/xgrammar-compiler';
import { createRandom } from '/work/main/src/core/generation/prng';
import { createTextGenerator } from '/work/main/src/core/generation/text-generator';
import { CallModel } from '/work/main/bench/calls/call-model';
import { callStream, readCalls } from '/work/main/bench/calls/call-stream';
import { ChoiceCache, countPasses } from '/work/main/bench/calls/choice-cache';
import { cachedStates } from '/work/main/bench/calls/word-states';
import { openPageModel } from '/work/main/bench/page-model';
import { openPageEncoder } from '/work/main/bench/page-encoder';
import { similarities } from '/work/main/src/core/learning/similarity';
const [file, n, seed] = process.argv.slice(2);
const rows = readCalls(`../shared/data/${file}.jsonl`);
const encoder = await openPageEncoder(1);
const states = await cachedStates(encoder, rows.map(r => r.text));
const byText = new Map(rows.map((r, i) => [r.text, states[i]!]));
const loaded = await openPageModel('SmolLM2-135M-Instruct', 1);
const counter = countPasses(loaded);
const grammars = await createXgrammarCompiler(loadXgrammar(), loaded.vocabulary());
const gen = createTextGenerator(counter.model, grammars, Date);
const model = new CallModel(new ChoiceCache(gen, counter, `SmolLM2-135M-Instruct on the kernel`));
const out: unknown[] = [];
{
  const stream = callStream(rows, +n, createRandom(+seed));
  const ex = stream.tools.map(a => ({ action: a, embeddings: stream.examples.get(a)!.map(r => byText.get(r.text)!.pooled) }));
  const one = async (text: string, right: string, set: typeof ex, loo: boolean) => {
    const found = similarities(set, byText.get(text)!.pooled);
    const ranked = stream.tools.map(a => ({ action: a, total: 14 * (found.get(a) ?? 0) }));
    const w = await model.words(text, ranked as any, stream);
    const cf = await model.words('', ranked as any, stream);
    out.push({ loo, right, s: Object.fromEntries(ranked.map(r => [r.action, r.total / 14])), w: Object.fromEntries(w), cf: Object.fromEntries(cf) });
  };
  for (const t of stream.tools) for (const [i, r] of stream.examples.get(t)!.entries()) if (i > 0)
    await one(r.text, t, ex.map(e => e.action === t ? { action: t, embeddings: e.embeddings.filter((_, j) => j !== i) } : e), true);
  for (const r of stream.events) await one(r.text, r.label, ex, false);
}
writeFileSync(`/work/tmp/r/cal-${file}-${seed}.json`, JSON.stringify(out));
process.exit(0);
