import type { PrefixStore } from '../ports/prefix-store';
import type { TokenCache } from './token-cache';

/** Raised when the layout changes. */
const layout = 1;
/** Layout, tokens, checksum of what follows; then the tokens, then the model's own bytes. */
const headerWords = 3;
/** Fewer tokens are computed in less time than it takes to look them up and keep them. */
const fewestTokens = 32;

/**
 * Prefixes that survive a reload. Bytes are believed only if they are of this model, of exactly these tokens and
 * whole; else the prefix is computed as if there were none.
 */
export class StoredPrefixes {
  readonly #store: PrefixStore;

  constructor(store: PrefixStore) {
    this.#store = store;
  }

  /** Makes the cache hold `tokens`, if they are kept. False when they are not; nothing has changed then. */
  async load(cache: TokenCache, tokens: Int32Array): Promise<boolean> {
    const { portable } = cache.model;
    if (!portable || tokens.length < fewestTokens) return false;
    const bytes = await this.#store.read(keyOf(portable.format, tokens)).catch(() => null);
    const state = bytes && unpack(bytes, tokens);
    return state !== null && cache.load(tokens, state);
  }

  /** Keeps the cache's content. Failing to is no error. */
  async save(cache: TokenCache): Promise<void> {
    const { portable } = cache.model;
    if (!portable || cache.tokens.length < fewestTokens) return;
    const tokens = Int32Array.from(cache.tokens);
    const bytes = pack(tokens, await portable.save());
    await this.#store.write(keyOf(portable.format, tokens), bytes).catch(() => {});
  }
}

function pack(tokens: Int32Array, state: Uint8Array): Uint8Array {
  const start = 4 * (headerWords + tokens.length);
  const bytes = new Uint8Array(start + state.length);
  const words = new Uint32Array(bytes.buffer, 0, headerWords + tokens.length);
  words.set([layout, tokens.length, checksum(state)]);
  words.set(tokens, headerWords);
  bytes.set(state, start);
  return bytes;
}

/** The model's bytes; null unless they are whole and of these tokens. */
function unpack(bytes: Uint8Array, tokens: Int32Array): Uint8Array | null {
  const start = 4 * (headerWords + tokens.length);
  if (bytes.length < start) return null;
  // A copy is aligned, whatever the bytes are a view of.
  const words = new Int32Array(bytes.slice(0, start).buffer);
  const [version, count, sum] = words;
  if (version !== layout || count !== tokens.length) return null;
  if (tokens.some((token, i) => words[headerWords + i] !== token)) return null;
  const state = bytes.subarray(start);
  return checksum(state) >>> 0 === sum! >>> 0 ? state : null;
}

/** FNV-1a over 32-bit words, the last bytes singly: 14 MB take about 10 ms. */
function checksum(bytes: Uint8Array, seed = 0x811c9dc5): number {
  const whole = bytes.length - (bytes.length % 4);
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  let hash = seed | 0;
  for (const word of new Int32Array(aligned.buffer, aligned.byteOffset, whole / 4)) {
    hash = Math.imul(hash ^ word, 0x01000193);
    // Words whose low bits are alike (short floats) must reach the low bits of the sum as well.
    hash ^= hash >>> 15;
  }
  for (const byte of aligned.subarray(whole)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** 64 bits, in hexadecimal: names, not proofs; the tokens themselves are compared. */
function keyOf(format: string, tokens: Int32Array): string {
  const named = new TextEncoder().encode(format);
  const bytes = new Uint8Array(tokens.buffer, tokens.byteOffset, tokens.byteLength);
  return [1, 2]
    .map((seed) => checksum(bytes, checksum(named, seed)).toString(16).padStart(8, '0'))
    .join('');
}
