import { plain as style } from '../src/core/agent/prompt-styles/plain';
import type { Grammar } from '../src/core/generation/drafts';
import { generate } from '../src/core/generation/generate';
import { narrowSchema } from '../src/core/generation/narrow-schema';
import { enterPrompt } from '../src/core/generation/prefix-cache';
import { createRandom } from '../src/core/generation/prng';
import { TokenCache } from '../src/core/generation/token-cache';
import type { GrammarCompiler } from '../src/core/ports/grammar';
import type { LanguageModel } from '../src/core/ports/language-model';
import { plainLoop } from '../src/core/testing/plain-loop';
import { builtinTools } from '../src/core/tools/registry';
import type { Tool } from '../src/core/tools/tool';
import { estimate, estimateRatio } from './report';
import type { Estimate } from './report';

/** Logits that are closer than this are a tie: either token may be written. */
const tie = 1e-3;

interface Request {
  readonly tool: Tool;
  readonly text: string;
}

interface Call {
  readonly tokens: readonly number[];
  readonly passes: number;
  readonly seconds: number;
}

/**
 * The arguments of `count` tool calls, written by the plain loop (one token a pass) and by ours (forced tokens and
 * drafts from the request), in turn. What is forced has the tokenizer's own tokens in both. Requests are the built-in tools' wordings, which no prompt contains, then the
 * same said politely.
 */
export async function measureCalls(
  model: LanguageModel,
  grammars: GrammarCompiler,
  count: number,
): Promise<Record<string, Record<string, Estimate>>> {
  const cache = new TokenCache(model);
  const pieces = model.vocabulary();

  async function write(
    request: Request,
    drafts: boolean,
  ): Promise<Call & { leads: readonly number[] }> {
    const prompt = style.argumentsPrompt(request.tool, request.text, []);
    // The prefix is in the cache, as it is from the second request to a tool on.
    await enterPrompt(cache, prompt);
    const start = performance.now();
    const pending = await enterPrompt(cache, prompt);
    const matcher = await grammars.compile(narrowSchema(request.tool.parameters, request.text));
    const grammar = { matcher, pieces };
    const written = drafts
      ? { ...(await writeOurs(cache, pending, grammar, prompt.suffix)), leads: [] }
      : await plainLoop(model, pending, grammar, true);
    const seconds = (performance.now() - start) / 1000;
    matcher.dispose();
    return { ...written, seconds };
  }

  const plain: Call[] = [];
  const ours: Call[] = [];
  const same: number[] = [];
  const sameText: number[] = [];
  const exceptTies: number[] = [];
  for (const [index, request] of requests(count).entries()) {
    // In turn, so that neither is always the one that finds the processor's caches warm.
    const first = index % 2 === 0 ? await write(request, true) : null;
    const one = await write(request, false);
    const other = first ?? (await write(request, true));
    plain.push(one);
    ours.push(other);
    const differs = difference(one.tokens, other.tokens);
    const texts = [one, other].map(({ tokens }) => model.decode(tokens));
    same.push(differs === -1 ? 1 : 0);
    sameText.push(texts[0] === texts[1] ? 1 : 0);
    exceptTies.push(differs === -1 || one.leads[differs]! < tie ? 1 : 0);
    if (differs !== -1) {
      console.log(
        `  differs, by a lead of ${one.leads[differs]!.toFixed(4)}: ${texts.join(' or ')}`,
      );
    }
  }
  const passes = (calls: Call[]): number[] => calls.map((call) => call.passes);
  const seconds = (calls: Call[]): number[] => calls.map((call) => call.seconds);
  return {
    'tool calls, plain loop': {
      passes: estimate(passes(plain)),
      seconds: estimate(seconds(plain)),
    },
    'tool calls, ours': {
      passes: estimate(passes(ours)),
      seconds: estimate(seconds(ours)),
      passesRatio: estimateRatio(passes(plain), passes(ours)),
      timeRatio: estimateRatio(seconds(plain), seconds(ours)),
      sameTokens: estimate(same),
      sameTexts: estimate(sameText),
      sameExceptTies: estimate(exceptTies),
    },
  };
}

async function writeOurs(
  cache: TokenCache,
  pending: Int32Array,
  grammar: Grammar,
  source: string,
): Promise<Omit<Call, 'seconds'>> {
  const before = cache.passes;
  const greedy = { temperature: 0, topP: 1, repetitionPenalty: 1, random: createRandom(0) };
  const options = { ...greedy, maxTokens: 320, grammar, source };
  const { tokens } = await generate(cache, pending, options);
  return { tokens, passes: cache.passes - before };
}

/** One of each tool in turn, so that fewer are a fair sample too. */
function requests(count: number): Request[] {
  const tools = builtinTools();
  const most = Math.max(...tools.map(({ wordings }) => wordings.length));
  const wordings = Array.from({ length: most }, (_, i) =>
    tools.flatMap((tool): Request[] => {
      const text = tool.wordings[i];
      return text === undefined ? [] : [{ tool, text }];
    }),
  ).flat();
  const polite = wordings.map(({ tool, text }) => ({ tool, text: `please ${text}` }));
  return [...wordings, ...polite].slice(0, count);
}

/** Index of the first token that differs; -1 when none does. */
function difference(a: readonly number[], b: readonly number[]): number {
  const longest = Math.max(a.length, b.length);
  for (let i = 0; i < longest; i++) if (a[i] !== b[i]) return i;
  return -1;
}
