import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import type { Clock } from '../ports/clock';
import type { GrammarCompiler } from '../ports/grammar';
import type { LanguageModel } from '../ports/language-model';
import type { PrefixStore } from '../ports/prefix-store';
import type { GeneratedText, TextGenerator } from '../ports/text-generator';
import { CallQueue } from './call-queue';
import { scoreChoiceTree } from './choices';
import { fitMessages } from './fit-messages';
import { generate } from './generate';
import type { Generated } from './generate';
import { enterConversation, enterPrompt, keepConversation, keepPrompt } from './prefix-cache';
import { createRandom } from './prng';
import { StoredPrefixes } from './stored-prefixes';
import { TokenCache } from './token-cache';

/** An answer may claim at most this part of the context; the rest is for the conversation. */
const largestAnswer = 1 / 4;

/**
 * The text generator over a language model; `prefixes` keeps the prompts' beginnings over reloads. Calls are taken one at a time: the model has one
 * cache.
 */
export function createTextGenerator(
  model: LanguageModel,
  grammars: GrammarCompiler,
  clock: Clock,
  prefixes?: PrefixStore,
): TextGenerator {
  const cache = new TokenCache(model);
  const stored = prefixes && new StoredPrefixes(prefixes);
  const queue = new CallQueue();
  const pieces = model.vocabulary();

  /** Adds the measurements to what `write` writes. */
  async function measured(write: () => Promise<Generated>): Promise<GeneratedText> {
    const start = clock.now();
    const passes = cache.passes;
    const { text, finish, tokens } = await write().catch(cancelledBeforeText);
    const seconds = (clock.now() - start) / 1000;
    return { text, finish, tokens: tokens.length, passes: cache.passes - passes, seconds };
  }

  return {
    describe: () =>
      Promise.resolve({
        modelId: model.id,
        backend: model.backend,
        threads: model.threads,
        contextLength: model.contextLength,
      }),

    scoreChoices: (prompt, choices, signal) =>
      queue.run(async () => {
        if (choices.length < 2) return choices.map(() => 0);
        const pending = await enterPrompt(cache, prompt, signal, stored);
        return scoreChoiceTree(cache, pending, choices, signal);
      }),

    generateObject: (prompt, schema, { maxTokens }, signal) =>
      queue.run(async () => {
        const matcher = await grammars.compile(schema);
        try {
          const result = await measured(async () => {
            const pending = await enterPrompt(cache, prompt, signal, stored);
            const grammar = { matcher, pieces };
            const source = prompt.suffix;
            const options = { ...greedy, maxTokens, grammar, source, signal };
            const written = await generate(cache, pending, options);
            await keepPrompt(cache, prompt, pending);
            return written;
          });
          if (result.finish === 'stop' || result.finish === 'cancelled') return result;
          throw new ApprenticeError(
            'generation-unfinished',
            'The language model did not come to an end. Nothing was changed; try again in other words.',
          );
        } finally {
          matcher.dispose();
        }
      }),

    generateReply: (messages, options, onDelta, signal) =>
      queue.run(async () => {
        const room = Math.min(options.maxTokens, Math.floor(model.contextLength * largestAnswer));
        const { tokens, trimmed } = fitMessages(model, messages, room);
        const result = await measured(async () => {
          const pending = await enterConversation(cache, tokens);
          const random = createRandom(options.seed);
          return generate(cache, pending, { ...options, random, onDelta, signal });
        });
        await keepConversation(cache);
        return { ...result, trimmed };
      }),
  };
}

/** Cancelled while the prompt was read: there is no text yet. */
function cancelledBeforeText(error: unknown): Generated {
  if (hasCode(error, 'cancelled')) return { text: '', tokens: [], finish: 'cancelled' };
  throw error;
}

const greedy = { temperature: 0, topP: 1, repetitionPenalty: 1, random: createRandom(0) };
