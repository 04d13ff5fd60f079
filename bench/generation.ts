import { AutoModelForCausalLM, Tensor } from '@huggingface/transformers';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  languageModelFiles,
  loadLanguageModel,
} from '../src/adapters/transformers/load-language-model';
import { provideModel } from '../src/adapters/transformers/library-environment';
import { folderSource } from '../src/adapters/cache-storage/node/folder-source';
import { loadXgrammar } from '../src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../src/adapters/xgrammar/xgrammar-compiler';
import { generate } from '../src/core/generation/generate';
import { narrowSchema } from '../src/core/generation/narrow-schema';
import { createRandom } from '../src/core/generation/prng';
import { StoredPrefixes } from '../src/core/generation/stored-prefixes';
import { createTextGenerator } from '../src/core/generation/text-generator';
import { TokenCache } from '../src/core/generation/token-cache';
import type { LanguageModel } from '../src/core/ports/language-model';
import type { PrefixStore } from '../src/core/ports/prefix-store';
import type { Prompt } from '../src/core/ports/text-generator';
import { estimate, estimateRatio, publish } from './report';
import type { Estimate } from './report';
import { measureCalls } from './generation-calls';
import { measureCosts } from './generation-costs';
import { openPageModel } from './page-model';
import { decisionActions, reminderSchema } from './generation-prompts';

/**
 * Speed of generation in Node on the installed SmolLM2-135M: our loop beside transformers.js' own `generate`
 * on the same model, prompt and number of tokens, in turn; prefill by chunk size; decisions; grammars. On the
 * WebAssembly that pages run: tool calls beside the plain loop; a prefix computed, and read from a file; what a token
 * costs beside the model; memory.
 * `--calls N` (200), `--repetitions N` (5; 0 leaves only the calls), `--threads N` (2), `--out FILE`.
 */
const modelId = 'SmolLM2-135M-Instruct';
const newTokens = 64;
const repetitions = numberAfter('--repetitions', 5);
const threads = numberAfter('--threads', 2);
const calls = numberAfter('--calls', 200);

const source = folderSource('public/models', modelId);
await source.fetch(languageModelFiles, () => {});
provideModel(source);
const model = await loadLanguageModel(source, { backend: 'cpu', threads });
const peer = await AutoModelForCausalLM.from_pretrained(modelId, {
  dtype: 'int8',
  device: 'cpu',
  session_options: { intraOpNumThreads: threads },
});
const { rss: before } = process.memoryUsage();
/** The model as pages run it. */
const page = await openPageModel(modelId, threads);
const grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function ourLoop(on: LanguageModel, prompt: Int32Array): Promise<void> {
  await on.truncate(0);
  const cache = new TokenCache(endless(on));
  const greedy = { temperature: 0, topP: 1, repetitionPenalty: 1, random: createRandom(1) };
  const { tokens } = await generate(cache, prompt, { ...greedy, maxTokens: newTokens });
  if (tokens.length !== newTokens) throw new Error(`only ${tokens.length} tokens were written`);
}

/** Never stops by itself, so that both arms write the same number of tokens. */
function endless(of: LanguageModel): LanguageModel {
  return new Proxy(of, {
    get(target, name) {
      if (name === 'stopTokens') return [];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function theirLoop(prompt: Int32Array): Promise<void> {
  const dims = [1, prompt.length];
  const ones = new BigInt64Array(prompt.length).fill(1n);
  await peer.generate({
    inputs: new Tensor('int64', BigInt64Array.from(Array.from(prompt), BigInt), dims),
    attention_mask: new Tensor('int64', ones, dims),
    max_new_tokens: newTokens,
    min_new_tokens: newTokens,
    do_sample: false,
  } as unknown as Parameters<typeof peer.generate>[0]);
}

async function measureLoops(): Promise<Record<string, Record<string, Estimate>>> {
  const text = model.renderPrompt([
    { role: 'system', content: 'You are a helpful AI assistant.' },
    { role: 'user', content: 'Write a long story about a lighthouse keeper and his cat.' },
  ]);
  const prompt = model.encode(text);
  const ours: number[] = [];
  const paged: number[] = [];
  const theirs: number[] = [];
  await ourLoop(model, prompt);
  await ourLoop(page, prompt);
  await theirLoop(prompt);
  for (let i = 0; i < repetitions; i++) {
    ours.push(newTokens / (await seconds(() => ourLoop(model, prompt))));
    paged.push(newTokens / (await seconds(() => ourLoop(page, prompt))));
    theirs.push(newTokens / (await seconds(() => theirLoop(prompt))));
  }
  return {
    'our loop': { tokensPerSecond: estimate(ours), ratioToPeer: estimateRatio(ours, theirs) },
    'our loop, as in pages': {
      tokensPerSecond: estimate(paged),
      ratioToPeer: estimateRatio(paged, theirs),
    },
    'transformers.js generate': { tokensPerSecond: estimate(theirs) },
  };
}

async function measurePrefill(): Promise<Record<string, Record<string, Estimate>>> {
  const sizes = [32, 64, 128, 256, 400];
  const tokens = model
    .encode('The quick brown fox jumps over the lazy dog. '.repeat(50))
    .slice(0, 400);
  const rates = sizes.map((): number[] => []);
  for (let i = 0; i < repetitions; i++) {
    for (const [at, size] of sizes.entries()) {
      await model.truncate(0);
      const taken = await seconds(async () => {
        for (let start = 0; start < tokens.length; start += size) {
          await model.forward(tokens.slice(start, start + size));
        }
      });
      rates[at]!.push(tokens.length / taken);
    }
  }
  return Object.fromEntries(
    sizes.map((size, at) => [
      `prefill of 400 in ${size}s`,
      { tokensPerSecond: estimate(rates[at]!) },
    ]),
  );
}

async function measureDecisions(): Promise<Record<string, Record<string, Estimate>>> {
  const cold: number[] = [];
  const cached: number[] = [];
  const object: number[] = [];
  const choices = decisionActions.map(({ tool }) => ` ${tool}`);
  for (let i = 0; i < repetitions; i++) {
    await model.truncate(0);
    const generator = createTextGenerator(model, grammars, Date);
    const prefix = decisionActions
      .map(({ tool, requests }) =>
        requests.map((request) => `Request: ${request}\nTool: ${tool}\n\n`),
      )
      .flat()
      .join('');
    const ask = (request: string): Prompt => ({
      prefix: `${i}\n\n${prefix}`,
      suffix: `Request: ${request}\nTool:`,
    });
    const first = ask('could you please remind me to call the dentist tomorrow at half past nine');
    const second = ask(
      'I would like you to put two litres of milk on my shopping list for tonight',
    );
    cold.push(await seconds(() => generator.scoreChoices(first, choices)));
    cached.push(await seconds(() => generator.scoreChoices(second, choices)));
    const schema = narrowSchema(reminderSchema, second.suffix);
    await generator.generateObject(second, schema, { maxTokens: 100 });
    object.push(await seconds(() => generator.generateObject(second, schema, { maxTokens: 100 })));
  }
  return {
    'decision among 10, cold prefix': { seconds: estimate(cold) },
    'decision among 10, cached prefix': { seconds: estimate(cached) },
    'arguments, cached prefix': { seconds: estimate(object) },
  };
}

async function measureGrammars(): Promise<Record<string, Record<string, Estimate>>> {
  const words =
    'remind me to call the dentist about my appointment on friday afternoon at three thirty before the weekend starts';
  const times: number[] = [];
  for (let i = 0; i < repetitions + 1; i++) {
    const schema = narrowSchema(reminderSchema, `${words} ${i}`);
    const taken = await seconds(async () => (await grammars.compile(schema)).dispose());
    // The first compiles WebAssembly too.
    if (i > 0) times.push(taken * 1000);
  }
  return { 'grammar of 20 words’ spans, twice': { milliseconds: estimate(times) } };
}

/** The decision prefix after a reload of the page: read from a file and checked, or computed. */
async function measurePrefixes(): Promise<Record<string, Record<string, Estimate>>> {
  const file = join(tmpdir(), `apprentice-prefix-${process.pid}`);
  const store: PrefixStore = {
    read: async () => new Uint8Array(await readFile(file)),
    write: (_key, bytes) => writeFile(file, bytes),
  };
  const stored = new StoredPrefixes(store);
  const tokens = model
    .encode('The quick brown fox jumps over the lazy dog. '.repeat(50))
    .slice(0, 300);
  const computed: number[] = [];
  const kept: number[] = [];
  const read: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    await page.truncate(0);
    const cache = new TokenCache(page);
    computed.push(await seconds(() => cache.extend(tokens)));
    kept.push(await seconds(() => stored.save(cache)));
    await cache.rewind(0);
    read.push(await seconds(() => stored.load(cache, tokens)));
    if (cache.tokens.length !== tokens.length) throw new Error('the prefix was not read');
  }
  await rm(file, { force: true });
  return {
    'prefix of 300, computed': { seconds: estimate(computed) },
    'prefix of 300, kept': { seconds: estimate(kept) },
    'prefix of 300, read': { seconds: estimate(read), ratio: estimateRatio(computed, read) },
  };
}

/** What the model of pages adds to the process, once a context of half its size has been read. */
async function measureMemory(): Promise<Record<string, Record<string, Estimate>>> {
  await page.truncate(0);
  await page.forward(new Int32Array(page.contextLength / 2).fill(42));
  const { rss } = process.memoryUsage();
  return { 'memory of the model, as in pages': { megabytes: estimate([(rss - before) / 1e6]) } };
}

function numberAfter(flag: string, otherwise: number): number {
  const at = process.argv.indexOf(flag);
  return at === -1 ? otherwise : Number(process.argv[at + 1]);
}

const measured =
  repetitions === 0
    ? {}
    : {
        ...(await measureLoops()),
        ...(await measurePrefill()),
        ...(await measureDecisions()),
        ...(await measureGrammars()),
        ...(await measurePrefixes()),
        ...(await measureCosts(page, grammars)),
        ...(await measureMemory()),
      };
publish({
  benchmark: `generation (${modelId}, Node, ${threads} threads)`,
  arms: { ...measured, ...(await measureCalls(page, grammars, calls)) },
});
process.exit(0);
