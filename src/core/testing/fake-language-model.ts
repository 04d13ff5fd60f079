import { ApprenticeError } from '../errors/apprentice-error';
import type { ChatMessage, LanguageModel, LogitRow, PortableCache } from '../ports/language-model';
import { FakeTokenizer } from './fake-tokenizer';

export interface FakeLanguageModelOptions {
  readonly contextLength?: number;
  /** Tokens of more than one byte, in the byte alphabet (`Ġ` for a space). */
  readonly pieces?: readonly string[];
  /** The token it would write next, whatever the noise says; -1 for none in particular. */
  readonly next?: (tokens: readonly number[]) => number;
}

/** How much the wanted token stands out of logits in [-1, 1]. */
const wanted = 20;
const keptCaches = 12;

/**
 * A language model without a model: logits are a fixed function of the tokens before them (noise in [-1, 1], plus
 * what `next` wants). Every call is written into `calls`.
 */
export class FakeLanguageModel implements LanguageModel {
  readonly id = 'fake';
  readonly backend = 'cpu';
  readonly threads = 1;
  readonly contextLength: number;
  readonly vocabularySize: number;
  readonly stopTokens: readonly number[];
  readonly calls: string[] = [];
  readonly #tokenizer: FakeTokenizer;
  readonly #next: (tokens: readonly number[]) => number;
  readonly #kept = new Map<string, readonly number[]>();
  #tokens: readonly number[] = [];

  constructor(options: FakeLanguageModelOptions = {}) {
    this.#tokenizer = new FakeTokenizer(options.pieces ?? []);
    this.contextLength = options.contextLength ?? 1024;
    this.vocabularySize = this.#tokenizer.size;
    this.stopTokens = this.#tokenizer.specialTokens;
    this.#next = options.next ?? (() => -1);
  }

  get length(): number {
    return this.#tokens.length;
  }

  encode(text: string): Int32Array {
    return this.#tokenizer.encode(text);
  }

  decode(tokens: ArrayLike<number>): string {
    return this.#tokenizer.decode(tokens);
  }

  vocabulary(): string[] {
    return this.#tokenizer.pieces();
  }

  renderPrompt(messages: readonly ChatMessage[]): string {
    const turns = messages.map(({ role, content }) => `<|start|>${role}\n${content}<|end|>\n`);
    return `${turns.join('')}<|start|>assistant\n`;
  }

  async forward(tokens: Int32Array, signal?: AbortSignal): Promise<LogitRow> {
    this.calls.push(`forward ${tokens.length}`);
    this.#append(tokens, signal);
    return this.#row(this.#tokens);
  }

  async *forwardAll(
    tokens: Int32Array,
    signal?: AbortSignal,
    rows = tokens.length,
  ): AsyncIterable<LogitRow> {
    this.calls.push(`forwardAll ${tokens.length}`);
    this.#append(tokens, signal);
    const all = this.#tokens;
    for (let end = all.length - rows + 1; end <= all.length; end++)
      yield this.#row(all.slice(0, end));
  }

  async truncate(length: number): Promise<void> {
    this.calls.push(`truncate ${length}`);
    this.#tokens = this.#tokens.slice(0, length);
  }

  async keep(name: string): Promise<void> {
    this.calls.push(`keep ${name}`);
    this.#kept.delete(name);
    this.#kept.set(name, this.#tokens);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptCaches) this.#kept.delete(oldest!);
  }

  async resume(name: string): Promise<boolean> {
    const tokens = this.#kept.get(name);
    this.calls.push(`resume ${name}`);
    if (!tokens) return false;
    this.#kept.delete(name);
    this.#kept.set(name, tokens);
    this.#tokens = tokens;
    return true;
  }

  readonly portable: PortableCache = {
    format: 'fake',
    save: async () => new Uint8Array(Int32Array.from(this.#tokens).buffer),
    load: async (bytes, length) => {
      this.calls.push(`load ${length}`);
      if (bytes.length !== 4 * length) return false;
      this.#tokens = [...new Int32Array(bytes.slice().buffer)];
      return true;
    },
  };

  async dispose(): Promise<void> {
    this.calls.push('dispose');
    this.#tokens = [];
    this.#kept.clear();
  }

  #append(tokens: Int32Array, signal?: AbortSignal): void {
    if (signal?.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
    if (this.#tokens.length + tokens.length > this.contextLength) {
      throw new ApprenticeError('context-full', 'The context is full.');
    }
    this.#tokens = [...this.#tokens, ...tokens];
  }

  #row(tokens: readonly number[]): LogitRow {
    const seed = tokens.reduce((hash, token) => mix(hash ^ token), tokens.length);
    const row = Float32Array.from(
      { length: this.vocabularySize },
      (_, token) => mix(seed ^ Math.imul(token, 0x9e3779b1)) / 2 ** 31 - 1,
    );
    const next = this.#next(tokens);
    if (next !== -1) row[next]! += wanted;
    return row;
  }
}

/** Scrambles 32 bits (Murmur3's finaliser); unsigned. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
