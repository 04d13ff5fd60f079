import { beforeAll, expect, it } from 'vitest';
import { startKernel } from '../adapters/llama/node/start-kernel';
import { loadLanguageModel } from '../adapters/transformers/load-language-model';
import { folderSource } from '../adapters/cache-storage/node/folder-source';
import { loadXgrammar } from '../adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../adapters/xgrammar/xgrammar-compiler';
import { plain as style } from '../core/agent/prompt-styles/plain';
import { generate } from '../core/generation/generate';
import { narrowSchema } from '../core/generation/narrow-schema';
import { enterPrompt, keepPrompt } from '../core/generation/prefix-cache';
import { createRandom } from '../core/generation/prng';
import { TokenCache } from '../core/generation/token-cache';
import type { GrammarCompiler } from '../core/ports/grammar';
import type { LanguageModel } from '../core/ports/language-model';
import { plainLoop } from '../core/testing/plain-loop';
import { builtinTools } from '../core/tools/registry';
import type { Tool } from '../core/tools/tool';

let model: LanguageModel;
let cache: TokenCache;
let grammars: GrammarCompiler;
beforeAll(async () => {
  model = await loadLanguageModel(folderSource('public/models', 'SmolLM2-135M-Instruct'), {
    backend: 'wasm',
    threads: 2,
    startDecoder: startKernel(2),
  });
  cache = new TokenCache(model);
  grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
});

/** Of every tool each wording, then the first of them politely: 200 in all. */
const wordings = builtinTools().flatMap((tool) => tool.wordings.map((text) => ({ tool, text })));
const polite = wordings.map(({ tool, text }) => ({ tool, text: `please ${text}` }));
const requests = [...wordings, ...polite].slice(0, 200);

/** One that is cut off goes on in the cache that the next one uses; a busy machine takes minutes for a tool. */
const longest = 900_000;

it.each(builtinTools())(
  'drafts write for $id, token by token, what the plain loop writes, in fewer passes',
  async (tool) => {
    const passes = { plain: 0, ours: 0 };
    for (const { text } of requests.filter((request) => request.tool.id === tool.id)) {
      const { plain, ours } = await bothLoops(tool, text);
      expect(ours.tokens, text).toEqual(plain.tokens);
      passes.plain += plain.passes;
      passes.ours += ours.passes;
    }
    expect(passes.ours).toBeLessThan(passes.plain / 2);
  },
  longest,
);

async function bothLoops(tool: Tool, text: string) {
  const pieces = model.vocabulary();
  const prompt = style.argumentsPrompt(tool, text, []);
  const schema = narrowSchema(tool.parameters, text);
  const grammar = async () => ({ matcher: await grammars.compile(schema), pieces });

  const pending = await enterPrompt(cache, prompt);
  const plain = await plainLoop(model, pending, await grammar(), true);
  await enterPrompt(cache, prompt);
  const before = cache.passes;
  const { tokens } = await generate(cache, pending, {
    ...{ temperature: 0, topP: 1, repetitionPenalty: 1, random: createRandom(0), maxTokens: 320 },
    grammar: await grammar(),
    source: prompt.suffix,
  });
  const passes = cache.passes - before;
  // As between a tool's calls: the next one goes on from what it has in common with this one.
  await keepPrompt(cache, prompt, pending);
  return { plain, ours: { tokens, passes } };
}
