import { FakeLanguageModel } from '../../../core/testing/fake-language-model';
import type { LogitEngine } from '../logit-engine';

/** What a fake engine can do besides passes. */
export type FakeAbility = 'nothing' | 'go back' | 'keep';

export interface FakeEngineOptions {
  readonly ability?: FakeAbility;
  readonly chunkTokens?: number;
}

/** An engine over the fake language model. Every call is written into `calls`. */
export class FakeLogitEngine implements LogitEngine {
  readonly vocabularySize: number;
  readonly chunkTokens: number;
  readonly calls: string[] = [];
  /** The next pass fails with it. */
  failure: Error | null = null;
  /** Awaited by every pass. */
  arrival: () => Promise<void> = () => Promise.resolve();
  readonly #ability: FakeAbility;
  readonly #kept = new Map<string, readonly number[]>();
  #tokens: readonly number[] = [];

  constructor({ ability = 'go back', chunkTokens = 8 }: FakeEngineOptions = {}) {
    this.vocabularySize = new FakeLanguageModel({ pieces }).vocabularySize;
    this.chunkTokens = chunkTokens;
    this.#ability = ability;
  }

  get length(): number {
    return this.#tokens.length;
  }

  async append(tokens: readonly number[], rows: number): Promise<Float32Array> {
    this.calls.push(`append ${tokens.length}, ${rows}`);
    await this.arrival();
    if (this.failure) throw this.failure;
    if (tokens.length > this.chunkTokens || rows < 1) throw new RangeError('a bad pass');
    this.#tokens = [...this.#tokens, ...tokens];
    const model = new FakeLanguageModel({ pieces });
    const result = new Float32Array(rows * this.vocabularySize);
    let offset = 0;
    for await (const row of model.forwardAll(Int32Array.from(this.#tokens), undefined, rows)) {
      result.set(row, offset);
      offset += row.length;
    }
    return result;
  }

  async truncate(length: number): Promise<void> {
    if (length >= this.length) return;
    this.calls.push(`truncate ${length}`);
    this.#tokens = this.#tokens.slice(0, this.#ability === 'nothing' ? 0 : length);
  }

  async keep(name: string): Promise<void> {
    if (this.#ability !== 'keep') return;
    this.calls.push(`keep ${name}`);
    this.#kept.set(name, this.#tokens);
  }

  async restore(name: string): Promise<boolean> {
    const kept = this.#kept.get(name);
    if (!kept) return false;
    this.calls.push(`restore ${name}`);
    this.#tokens = kept;
    return true;
  }

  forget(name: string): void {
    this.#kept.delete(name);
  }
}

const pieces = ['Ġthe'];
