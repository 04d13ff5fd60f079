import { ApprenticeError } from '../errors/apprentice-error';
import type { LanguageModel, LogitRow } from '../ports/language-model';

/**
 * Tokens that go through the model in one pass; only between passes can a prompt be stopped. In bench/generation
 * 256 read 17 to 26 % faster than 128 and as fast as all in one; more would make stopping take seconds.
 */
const chunkTokens = 256;
/** Kept caches we know the tokens of; models remember fewer. */
const knownNames = 16;

/** A language model's cache together with the tokens in it, and a count of forward passes. */
export class TokenCache {
  readonly model: LanguageModel;
  #tokens: number[] = [];
  #passes = 0;
  readonly #kept = new Map<string, readonly number[]>();

  constructor(model: LanguageModel) {
    this.model = model;
  }

  get tokens(): readonly number[] {
    return this.#tokens;
  }

  /** Forward passes since the beginning. */
  get passes(): number {
    return this.#passes;
  }

  /** True when `count` more tokens fit the context. */
  hasRoomFor(count: number): boolean {
    return this.#tokens.length + count <= this.model.contextLength;
  }

  /** Appends `tokens` (>= 1), in chunks; the row after the last. */
  async extend(tokens: Int32Array, signal?: AbortSignal): Promise<LogitRow> {
    let row: LogitRow | undefined;
    for (let start = 0; start < tokens.length; start += chunkTokens) {
      throwIfCancelled(signal);
      const chunk = tokens.slice(start, start + chunkTokens);
      row = await this.#run(chunk, () => this.model.forward(chunk, signal));
    }
    if (!row) throw new RangeError('extend needs a token');
    return row;
  }

  /**
   * Appends `tokens`, in chunks, and hands the rows after the last `rows` (a few; all by default)
   * to `onRow`, with the index of their token.
   */
  async extendWithRows(
    tokens: Int32Array,
    onRow: (row: LogitRow, index: number) => void,
    signal?: AbortSignal,
    rows = tokens.length,
  ): Promise<void> {
    if (rows === 1) return onRow(await this.extend(tokens, signal), tokens.length - 1);
    const head = Math.max(0, tokens.length - Math.max(rows, chunkTokens));
    if (head > 0) await this.extend(tokens.slice(0, head), signal);
    throwIfCancelled(signal);
    const rest = tokens.slice(head);
    await this.#run(rest, async () => {
      let index = tokens.length - rows;
      for await (const row of this.model.forwardAll(rest, signal, rows)) onRow(row, index++);
    });
  }

  async rewind(length: number): Promise<void> {
    if (length >= this.#tokens.length) return;
    await this.model.truncate(length);
    this.#tokens.length = length;
  }

  async keep(name: string): Promise<void> {
    await this.model.keep(name);
    this.#kept.delete(name);
    this.#kept.set(name, [...this.#tokens]);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > knownNames) this.#kept.delete(oldest!);
  }

  async resume(name: string): Promise<boolean> {
    const tokens = this.#kept.get(name);
    if (!tokens || !(await this.model.resume(name))) {
      this.#kept.delete(name);
      return false;
    }
    this.#tokens = [...tokens];
    return true;
  }

  /** Makes bytes that the model saved after `tokens` its cache. False when it can't; nothing has changed then. */
  async load(tokens: Int32Array, bytes: Uint8Array): Promise<boolean> {
    const loaded = (await this.model.portable?.load(bytes, tokens.length)) ?? false;
    if (loaded) this.#tokens = [...tokens];
    return loaded;
  }

  /** Tokens of the cache kept under `name`, as far as we know; empty when there is none. */
  keptTokens(name: string): readonly number[] {
    return this.#kept.get(name) ?? [];
  }

  async #run<T>(tokens: Int32Array, pass: () => Promise<T>): Promise<T> {
    this.#passes++;
    try {
      const result = await pass();
      this.#tokens.push(...tokens);
      return result;
    } catch (error) {
      // A pass that failed or was cancelled may or may not have reached the cache.
      const before = this.#tokens.length;
      if (this.model.length > before) await this.model.truncate(before);
      throw error;
    }
  }
}

/** Length of the longest common beginning. */
export function commonPrefix(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

export function cancelled(): ApprenticeError {
  return new ApprenticeError('cancelled', 'It was stopped. Nothing was changed.');
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}
