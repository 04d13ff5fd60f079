import { allowedBy } from '../src/core/agent/allowed-values';
import { separateSpans } from '../src/core/agent/distinct-spans';
import { plain as style } from '../src/core/agent/prompt-styles/plain';
import type { Grammar } from '../src/core/generation/drafts';
import { generate } from '../src/core/generation/generate';
import { enterPrompt, keepPrompt } from '../src/core/generation/prefix-cache';
import { createRandom } from '../src/core/generation/prng';
import { TokenCache } from '../src/core/generation/token-cache';
import type { GrammarCompiler } from '../src/core/ports/grammar';
import type { LanguageModel } from '../src/core/ports/language-model';
import type { Prompt } from '../src/core/ports/text-generator';
import { plainLoop } from '../src/core/testing/plain-loop';
import { onlyCall } from '../src/core/tools/only-call';
import type { JsonSchema } from '../src/core/tools/json-schema';
import { builtinTools } from '../src/core/tools/registry';
import type { Tool, ToolArguments } from '../src/core/tools/tool';
import { estimate, estimateTotals } from './report';
import type { Estimate } from './report';

interface Request {
  readonly tool: Tool;
  readonly text: string;
  /** What the tool's call before was asked with; empty for the first. */
  readonly before: string;
}

interface Call {
  /** Of each text that was written for it. */
  readonly texts: readonly string[];
  readonly passes: number;
  readonly seconds: number;
  /** Of the processor, all threads. */
  readonly cpuSeconds: number;
}

/** Writes what the schema allows; the passes it took. */
type Write = (prompt: Prompt, schema: JsonSchema) => Promise<{ text: string; passes: number }>;

/**
 * The arguments of `count` tool calls as the agent fills them (the same prompts, the same values allowed by the words,
 * written once more where two of them took the same words), by the plain loop (one token a pass, nothing skipped) and
 * by ours: forced tokens, drafts from the request, and no model where the words leave one call. In turn. Requests are
 * the built-in tools' wordings, which no prompt contains, then the same said politely.
 */
export async function measureCalls(
  model: LanguageModel,
  grammars: GrammarCompiler,
  count: number,
): Promise<Record<string, Record<string, Estimate>>> {
  const cache = new TokenCache(model);
  const pieces = model.vocabulary();
  const greedy = { temperature: 0, topP: 1, repetitionPenalty: 1, random: createRandom(0) };

  async function written(
    prompt: Prompt,
    schema: JsonSchema,
    loop: (pending: Int32Array, grammar: Grammar) => Promise<readonly number[]>,
  ) {
    const before = cache.passes;
    const pending = await enterPrompt(cache, prompt);
    const matcher = await grammars.compile(schema);
    const tokens = await loop(pending, { matcher, pieces });
    matcher.dispose();
    return { text: model.decode(tokens), passes: cache.passes - before };
  }
  const writePlainly: Write = async (prompt, schema) => {
    let passes = 0;
    const { text } = await written(prompt, schema, async (pending, grammar) => {
      const plain = await plainLoop(model, pending, grammar, true);
      passes = plain.passes;
      return plain.tokens;
    });
    return { text, passes };
  };
  const writeOurs: Write = async (prompt, schema) => {
    const only = onlyCall(schema);
    if (only) return { text: spaced(only), passes: 0 };
    return written(prompt, schema, async (pending, grammar) => {
      const options = { ...greedy, maxTokens: 320, grammar, source: prompt.suffix };
      return (await generate(cache, pending, options)).tokens;
    });
  };

  /** What is known is what the tool's call before has left, as it is from the second request to a tool on. */
  async function enterAfter(before: string, { prefix }: Prompt): Promise<void> {
    const last = { prefix, suffix: before };
    await cache.extend(await enterPrompt(cache, last));
    await keepPrompt(cache, last, model.encode(before));
  }

  async function fill({ tool, text, before }: Request, write: Write): Promise<Call> {
    const prompt = style.argumentsPrompt(tool, text, []);
    await enterAfter(before, prompt);
    const cpu = process.cpuUsage();
    const start = performance.now();
    const texts: string[] = [];
    let passes = 0;
    let schema: JsonSchema | null = await allowedBy(tool, text);
    while (schema) {
      const one = await write(prompt, schema);
      texts.push(one.text);
      passes += one.passes;
      schema = separateSpans(schema, JSON.parse(one.text) as ToolArguments, text);
    }
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (performance.now() - start) / 1000;
    return { texts, passes, seconds, cpuSeconds: (user + system) / 1e6 };
  }

  const plain: Call[] = [];
  const ours: Call[] = [];
  for (const [index, request] of requests(count).entries()) {
    // In turn, so that neither is always the one that finds the processor's caches warm.
    const first = index % 2 === 0 ? await fill(request, writeOurs) : null;
    const one = await fill(request, writePlainly);
    const other = first ?? (await fill(request, writeOurs));
    plain.push(one);
    ours.push(other);
    if (!isSame(one, other))
      console.log(`  differs: ${String(one.texts)} or ${String(other.texts)}`);
  }
  const asked = ours.map(({ passes }) => passes > 0);
  return {
    'tool calls': compare(plain, ours),
    'those that the model is asked for': compare(
      plain.filter((_, i) => asked[i]),
      ours.filter((_, i) => asked[i]),
    ),
  };
}

function compare(plain: readonly Call[], ours: readonly Call[]): Record<string, Estimate> {
  const of = (calls: readonly Call[], what: 'passes' | 'seconds' | 'cpuSeconds') =>
    calls.map((call) => call[what]);
  const ratio = (what: 'passes' | 'seconds' | 'cpuSeconds') =>
    estimateTotals(of(plain, what), of(ours, what));
  return {
    plainPasses: estimate(of(plain, 'passes')),
    passes: estimate(of(ours, 'passes')),
    plainSeconds: estimate(of(plain, 'seconds')),
    seconds: estimate(of(ours, 'seconds')),
    passesRatio: ratio('passes'),
    timeRatio: ratio('seconds'),
    cpuRatio: ratio('cpuSeconds'),
    sameTexts: estimate(plain.map((call, i) => (isSame(call, ours[i]!) ? 1 : 0))),
  };
}

function isSame(one: Call, other: Call): boolean {
  return JSON.stringify(one.texts) === JSON.stringify(other.texts);
}

/** JSON in the spacing that the grammar writes. */
function spaced(values: ToolArguments): string {
  const written = Object.entries(values).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{${written.join(', ')}}`;
}

/** One of each tool in turn, so that fewer are a fair sample too. */
function requests(count: number): Request[] {
  const tools = builtinTools();
  const most = Math.max(...tools.map(({ wordings }) => wordings.length));
  const inTurn = Array.from({ length: most }, (_, i) =>
    tools.flatMap((tool) => {
      const text = tool.wordings[i];
      return text === undefined ? [] : [{ tool, text }];
    }),
  ).flat();
  const polite = inTurn.map(({ tool, text }) => ({ tool, text: `please ${text}` }));
  const asked = [...inTurn, ...polite].slice(0, count);
  return asked.map((request, i) => {
    const last = asked.slice(0, i).findLast(({ tool }) => tool === request.tool);
    const before = last ? style.argumentsPrompt(last.tool, last.text, []).suffix : '';
    return { ...request, before };
  });
}
