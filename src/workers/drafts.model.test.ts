import { beforeAll, expect, it } from 'vitest';
import { loadLanguageModel } from '../adapters/transformers/load-language-model';
import { folderSource } from '../adapters/cache-storage/node/folder-source';
import { loadXgrammar } from '../adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../adapters/xgrammar/xgrammar-compiler';
import { argumentsPrompt } from '../core/agent/prompts';
import { generate } from '../core/generation/generate';
import { narrowSchema } from '../core/generation/narrow-schema';
import { enterPrompt } from '../core/generation/prefix-cache';
import { createRandom } from '../core/generation/prng';
import { TokenCache } from '../core/generation/token-cache';
import type { GrammarCompiler } from '../core/ports/grammar';
import type { LanguageModel } from '../core/ports/language-model';
import { plainLoop } from '../core/testing/plain-loop';
import { builtinTools } from '../core/tools/registry';

/** One request for each tool; bench/generation writes 200, in the module that pages run. */
let model: LanguageModel;
let cache: TokenCache;
let grammars: GrammarCompiler;
beforeAll(async () => {
  model = await loadLanguageModel(folderSource('public/models', 'SmolLM2-135M-Instruct'), {
    backend: 'cpu',
    threads: 2,
  });
  cache = new TokenCache(model);
  grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
});

const requests = builtinTools().map((tool) => ({ tool, text: tool.wordings[0]! }));
/** Rounding to int8 depends on a pass's length: calls were seen to differ where the lead was .40 and less. */
const closeCall = 1;

it.each(requests)('drafts write what the plain loop writes: “$text”', async ({ tool, text }) => {
  const pieces = model.vocabulary();
  const prompt = argumentsPrompt(tool, text, []);
  const schema = narrowSchema(tool.parameters, text);

  const pending = await enterPrompt(cache, prompt);
  const plain = await plainLoop(
    model,
    pending,
    { matcher: await grammars.compile(schema), pieces },
    true,
  );
  await enterPrompt(cache, prompt);
  const before = cache.passes;
  const drafted = await generate(cache, pending, {
    ...{ temperature: 0, topP: 1, repetitionPenalty: 1, random: createRandom(0), maxTokens: 320 },
    grammar: { matcher: await grammars.compile(schema), pieces },
    source: prompt.suffix,
  });

  const differs = plain.tokens.findIndex((token, i) => token !== drafted.tokens[i]);
  if (differs !== -1) expect(plain.leads[differs]).toBeLessThan(closeCall);
  else expect(drafted.tokens).toEqual(plain.tokens);
  expect(cache.passes - before).toBeLessThan(plain.passes);
});
