/**
 * What a language model needs of WebLLM: passes over tokens and what the key/value cache holds. Tokens that it holds
 * are told apart by their number only; which they are is the language model's business.
 */
export interface LogitEngine {
  readonly vocabularySize: number;
  /** Most tokens a pass. */
  readonly chunkTokens: number;
  /** Tokens in the cache. */
  readonly length: number;
  /** Appends tokens (1 to `chunkTokens`); the logits after the last `rows` (>= 1) of them, row-major. */
  append(tokens: readonly number[], rows: number): Promise<Float32Array>;
  /** Keeps at most the first `length` tokens. It may have to forget more: see `length`. */
  truncate(length: number): Promise<void>;
  /** Remembers the cache under `name`, where that costs less than computing it; else forgets that name. */
  keep(name: string): Promise<void>;
  /** Makes what was kept the cache. False when there is nothing of that name; nothing has changed then. */
  restore(name: string): Promise<boolean>;
  forget(name: string): void;
}
