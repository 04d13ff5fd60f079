import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import type { GrammarMatcher } from '../ports/grammar';
import type { Random } from '../ports/random';
import type { FinishReason, TextOptions } from '../ports/text-generator';
import { forcedTokens } from './forced-tokens';
import { applyMask } from './mask';
import { penaliseRepetition } from './penalties';
import { isLooping } from './repetition';
import { sample } from './sampling';
import { TextStream } from './text-stream';
import type { TokenCache } from './token-cache';

export interface Generation extends Omit<TextOptions, 'seed'> {
  readonly random: Random;
  /** Written text follows this grammar and ends where it ends. */
  readonly grammar?: { readonly matcher: GrammarMatcher; readonly pieces: readonly string[] };
  readonly onDelta?: (text: string) => void;
  readonly signal?: AbortSignal;
}

export interface Generated {
  readonly text: string;
  readonly tokens: readonly number[];
  readonly finish: FinishReason;
}

/**
 * The token loop of every engine: `prompt` (>= 1 token) is appended to the cache, then one token after the
 * other: model -> repetition penalty -> grammar mask -> seeded sampling -> stop rules. Each round is one
 * forward pass. Aborting ends it with what there is.
 */
export async function generate(
  cache: TokenCache,
  prompt: Int32Array,
  options: Generation,
): Promise<Generated> {
  const { model } = cache;
  const { grammar, signal } = options;
  const stops = new Set(model.stopTokens);
  const written: number[] = [];
  const stream = new TextStream(model, options.onDelta ?? (() => {}));
  let pending = [...prompt];

  function write(token: number): void {
    written.push(token);
    pending.push(token);
    stream.push(token);
  }
  function done(finish: FinishReason): Generated {
    stream.end();
    return { text: stream.text, tokens: written, finish };
  }

  for (;;) {
    if (grammar) {
      for (const token of await forcedTokens(model, grammar.pieces, grammar.matcher)) write(token);
      if (grammar.matcher.isTerminated()) return done('stop');
    }
    if (isLooping(written)) return done('repetition');
    if (written.length >= options.maxTokens || !cache.hasRoomFor(pending.length)) {
      return done('length');
    }
    let logits: Float32Array;
    try {
      // A copy: the row belongs to the model.
      logits = (await cache.extend(Int32Array.from(pending), signal)).slice();
    } catch (error) {
      if (hasCode(error, 'cancelled')) return done('cancelled');
      throw error;
    }
    pending = [];
    const token = await choose(logits, written, options);
    if (!grammar && stops.has(token)) return done('stop');
    grammar?.matcher.accept(token);
    write(token);
  }
}

async function choose(
  logits: Float32Array,
  written: readonly number[],
  options: Generation,
): Promise<number> {
  penaliseRepetition(logits, written, options.repetitionPenalty);
  if (options.grammar) applyMask(logits, await options.grammar.matcher.mask());
  const token = sample(logits, options, options.random);
  if (token !== -1) return token;
  throw new ApprenticeError(
    'generation-stuck',
    'The language model found no way to go on. Nothing was changed; try again in other words.',
  );
}
