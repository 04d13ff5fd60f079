/** Base logits for one position, length `vocabularySize`, never processed by the engine. */
export type LogitRow = Float32Array;

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export type Backend = 'wasm' | 'webgpu' | 'cpu';

/** A key/value cache that can leave its model, as bytes. */
export interface PortableCache {
  /** Names weights and number format: bytes of another are not for this model. */
  readonly format: string;
  /** The present cache; 46 kB a token for SmolLM2. */
  save(): Promise<Uint8Array>;
  /** Makes saved bytes of `length` tokens the present cache. False when they are not such; nothing has changed then. */
  load(bytes: Uint8Array, length: number): Promise<boolean>;
}

/**
 * A language model, forward only: sampling, grammar and tools are ours, once, in core/generation.
 * It holds one sequence of tokens in its key/value cache; `forward` appends to it, `truncate` shortens it.
 */
export interface LanguageModel {
  readonly id: string;
  readonly backend: Backend;
  /** Threads the engine computes with; 1 when it can't share memory. */
  readonly threads: number;
  readonly vocabularySize: number;
  /** Tokens that fit the context, prompt and answer together. */
  readonly contextLength: number;
  /** Tokens that end a turn; sampling one of them stops generation. */
  readonly stopTokens: readonly number[];
  /** Tokens now in the cache. */
  readonly length: number;

  /** Special tokens written out in `text` (`<|im_start|>`) become their ids. */
  encode(text: string): Int32Array;
  /** Special tokens are left out. Incomplete UTF-8 at the end decodes to U+FFFD. */
  decode(tokens: ArrayLike<number>): string;
  /** Each token as the tokenizer's own piece (for byte-level BPE: the byte-alphabet form), for the grammar compiler.
   *  Special tokens are empty, so that no text can contain one. */
  vocabulary(): string[];
  /** The model's own chat template, ready for the assistant's answer. */
  renderPrompt(messages: readonly ChatMessage[]): string;

  /** Appends `tokens` (>= 1) to the cache; the row after the last of them. Throws `context-full`. */
  forward(tokens: Int32Array, signal?: AbortSignal): Promise<LogitRow>;
  /**
   * Appends `tokens`; one row after each of the last `rows` of them (all by default), in order. A row is valid
   * until the next is asked for.
   */
  forwardAll(tokens: Int32Array, signal?: AbortSignal, rows?: number): AsyncIterable<LogitRow>;
  /** Keeps the first `length` tokens of the cache. */
  truncate(length: number): Promise<void>;
  /** Remembers the present cache under `name`, so that `resume` makes it current again without computing it.
   *  At most a handful are remembered; the least recently used is forgotten first. */
  keep(name: string): Promise<void>;
  /** Makes a kept cache current. False when there is none of that name (then nothing has changed). */
  resume(name: string): Promise<boolean>;
  /** Only where it can be done. */
  readonly portable?: PortableCache;
  dispose(): Promise<void>;
}
