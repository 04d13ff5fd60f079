import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import type { LogitRow } from '../ports/language-model';
import type { Random } from '../ports/random';
import type { FinishReason, TextOptions } from '../ports/text-generator';
import { CopySource } from './copy-source';
import { draft } from './drafts';
import type { DraftStep, Grammar } from './drafts';
import { forcedTokens } from './forced-tokens';
import { applyMask } from './mask';
import { penaliseRepetition } from './penalties';
import { readDraft } from './read-draft';
import type { DraftReading } from './read-draft';
import { isLooping } from './repetition';
import { sample } from './sampling';
import { TextStream } from './text-stream';
import type { TokenCache } from './token-cache';

export interface Generation extends Omit<TextOptions, 'seed'> {
  readonly random: Random;
  /** Written text follows this grammar and ends where it ends. */
  readonly grammar?: Grammar;
  /** What the text is likely to copy from; only under a grammar. It changes the number of passes, not the text. */
  readonly source?: string;
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
 * forward pass over what was written since the last and a draft of what may follow, of which the model confirms
 * a beginning (speculative decoding, Leviathan et al. 2023, with a lookup as the draft model): the tokens are
 * those of one pass each. Aborting ends it with what there is.
 */
export async function generate(
  cache: TokenCache,
  prompt: Int32Array,
  options: Generation,
): Promise<Generated> {
  const { model } = cache;
  const { grammar, signal } = options;
  const source = options.source === undefined ? null : new CopySource(options.source);
  const stops = new Set(model.stopTokens);
  const written: number[] = [];
  const stream = new TextStream(model, options.onDelta ?? (() => {}));
  let pending = [...prompt];

  function write(token: number): void {
    written.push(token);
    stream.push(token);
  }
  function done(finish: FinishReason): Generated {
    stream.end();
    return { text: stream.text, tokens: written, finish };
  }
  /** Guesses that fit the room that is left. */
  async function guesses(): Promise<readonly DraftStep[]> {
    if (!grammar || !source) return [];
    const steps = await draft(model, grammar, source, stream.text);
    const room = options.maxTokens - written.length;
    if (steps.length < room && cache.hasRoomFor(pending.length + steps.length)) return steps;
    grammar.matcher.rollback(steps.length);
    return [];
  }
  const reader = {
    choose: (row: LogitRow, mask: Int32Array | null) => choose(row, mask, written, options),
    onConfirmed: write,
  };

  for (;;) {
    if (grammar) {
      for (const token of await forcedTokens(model, grammar.pieces, grammar.matcher)) {
        write(token);
        pending.push(token);
      }
      if (grammar.matcher.isTerminated()) return done('stop');
    }
    if (isLooping(written)) return done('repetition');
    if (written.length >= options.maxTokens || !cache.hasRoomFor(pending.length)) {
      return done('length');
    }
    const steps = await guesses();
    const ends = grammar?.matcher.isTerminated() ?? false;
    const mask = ends ? undefined : ((await grammar?.matcher.mask()) ?? null);
    let reading: DraftReading;
    try {
      reading = await readDraft(cache, pending, steps, mask, reader, signal);
    } catch (error) {
      if (hasCode(error, 'cancelled')) return done('cancelled');
      throw error;
    }
    const { confirmed, next } = reading;
    if (next === undefined) return done('stop');
    if (!grammar && stops.has(next)) return done('stop');
    grammar?.matcher.rollback(steps.length - confirmed);
    grammar?.matcher.accept(next);
    write(next);
    pending = [next];
  }
}

function choose(
  row: LogitRow,
  mask: Int32Array | null,
  written: readonly number[],
  options: Generation,
): number {
  // A copy: the row belongs to the model.
  const logits = row.slice();
  penaliseRepetition(logits, written, options.repetitionPenalty);
  if (mask) applyMask(logits, mask);
  const token = sample(logits, options, options.random);
  if (token !== -1) return token;
  throw new ApprenticeError(
    'generation-stuck',
    'The language model found no way to go on. Nothing was changed; try again in other words.',
  );
}
