import type { Prompt } from '../ports/text-generator';
import type { StoredPrefixes } from './stored-prefixes';
import { commonPrefix } from './token-cache';
import type { TokenCache } from './token-cache';

/** Name under which the cache of the last conversation is kept. */
const conversation = 'conversation';

/**
 * Makes the cache hold the beginning of `prompt`, computing its prefix once for all prompts that share it, and returns the
 * tokens (>= 1) that are still to be appended. Prefix and suffix are tokenised apart: a token never spans both.
 * A computed prefix is left in `stored`, where the next page finds it.
 */
export async function enterPrompt(
  cache: TokenCache,
  prompt: Prompt,
  signal?: AbortSignal,
  stored?: StoredPrefixes,
): Promise<Int32Array> {
  const { model } = cache;
  const prefix = model.encode(prompt.prefix);
  const suffix = model.encode(prompt.suffix);
  if (prefix.length + suffix.length === 0) throw new RangeError('the prompt is empty');
  const name = nameOf(prompt);
  if (prompt.prefix === '' || !(await cache.resume(name))) {
    if (!(await stored?.load(cache, prefix))) {
      const pending = await reuse(cache, prefix);
      if (pending.length > 0) await cache.extend(pending, signal);
      await stored?.save(cache);
    }
    if (prefix.length > 0) await cache.keep(name);
  }
  // The last token is computed again if need be: the row after it is what is asked for.
  const tokens = Int32Array.of(...prefix, ...suffix);
  await reuse(cache, tokens.subarray(0, -1));
  return tokens.slice(cache.tokens.length);
}

/**
 * Keeps what the cache holds in the place of the prompt's prefix, for a prompt of the same prefix that goes on alike: the
 * example most like a request is half of its suffix. Only where most of it was new (`pending`): copying the cache takes as
 * long as reading a token, and on a graphics card going back in it takes longer than reading anew.
 */
export async function keepPrompt(
  cache: TokenCache,
  prompt: Prompt,
  pending: Int32Array,
): Promise<void> {
  const { model } = cache;
  if (model.backend === 'webgpu' || prompt.prefix === '') return;
  if (pending.length > model.encode(prompt.suffix).length / 2) await cache.keep(nameOf(prompt));
}

const nameOf = ({ prefix }: Prompt): string => `prefix:${prefix}`;

/**
 * Makes the cache hold as much of `tokens` (>= 1) as it already knows, from the present content or from the last
 * conversation, and returns the rest (>= 1): a further turn costs its own tokens only.
 */
export async function enterConversation(
  cache: TokenCache,
  tokens: Int32Array,
): Promise<Int32Array> {
  const kept = commonPrefix(cache.keptTokens(conversation), tokens);
  if (kept > commonPrefix(cache.tokens, tokens)) await cache.resume(conversation);
  // The last token is computed again if need be: the row after it is what is asked for.
  await reuse(cache, tokens.subarray(0, -1));
  return tokens.slice(cache.tokens.length);
}

/** Keeps the cache for the conversation's next turn. */
export function keepConversation(cache: TokenCache): Promise<void> {
  return cache.keep(conversation);
}

/** Rewinds to the common beginning with `tokens`; the tokens that are missing then. */
async function reuse(cache: TokenCache, tokens: Int32Array): Promise<Int32Array> {
  await cache.rewind(commonPrefix(cache.tokens, tokens));
  return tokens.slice(cache.tokens.length);
}
