import { ApprenticeError } from '../../core/errors/apprentice-error';
import { commonPrefix } from '../../core/generation/token-cache';
import type {
  Backend,
  ChatMessage,
  LanguageModel,
  LogitRow,
} from '../../core/ports/language-model';
import type { ModelTokenizer } from '../../core/ports/model-tokenizer';
import type { LogitEngine } from './logit-engine';
import { planPasses } from './plan-passes';
import { webllmError } from './webllm-errors';

/** Caches that are remembered by name. */
const keptStates = 12;

/** An engine on a graphics card, which may go away. */
export interface RunningEngine {
  readonly engine: LogitEngine;
  /** Aborted when the graphics card was lost. */
  readonly lost: AbortSignal;
  unload(): Promise<void>;
}

export interface WebllmParts {
  readonly id: string;
  readonly title: string;
  readonly contextLength: number;
  readonly stopTokens: readonly number[];
  readonly tokenizer: ModelTokenizer;
  readonly renderPrompt: (messages: readonly ChatMessage[]) => string;
  /** Loads the weights; called again after the graphics card was lost. */
  readonly start: () => Promise<RunningEngine>;
}

/**
 * A language model on WebLLM. What is appended, truncated, kept and resumed is a list of tokens; before a pass the
 * engine's cache is brought to where that list begins to differ, so that an engine which can't go back, or was lost and
 * loaded anew, gives the same rows and only takes longer. Use `loadWebllm` to get one.
 */
export class WebllmLanguageModel implements LanguageModel {
  readonly id: string;
  readonly backend: Backend = 'webgpu';
  readonly threads = 1;
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly stopTokens: readonly number[];
  readonly #parts: WebllmParts;
  #running: RunningEngine | null;
  #tokens: readonly number[] = [];
  /** What the engine's cache holds. */
  #held: readonly number[] = [];
  readonly #kept = new Map<string, readonly number[]>();

  private constructor(parts: WebllmParts, running: RunningEngine) {
    this.id = parts.id;
    this.contextLength = parts.contextLength;
    this.stopTokens = parts.stopTokens;
    this.vocabularySize = running.engine.vocabularySize;
    this.#parts = parts;
    this.#running = running;
  }

  static async start(parts: WebllmParts): Promise<WebllmLanguageModel> {
    return new WebllmLanguageModel(parts, await parts.start());
  }

  get length(): number {
    return this.#tokens.length;
  }

  encode(text: string): Int32Array {
    return this.#parts.tokenizer.encode(text);
  }

  decode(tokens: ArrayLike<number>): string {
    return this.#parts.tokenizer.decode(tokens);
  }

  vocabulary(): string[] {
    return this.#parts.tokenizer.pieces(this.vocabularySize);
  }

  renderPrompt(messages: readonly ChatMessage[]): string {
    return this.#parts.renderPrompt(messages);
  }

  async forward(tokens: Int32Array, signal?: AbortSignal): Promise<LogitRow> {
    let last: LogitRow | undefined;
    for await (const row of this.forwardAll(tokens, signal, 1)) last = row;
    if (!last) throw new RangeError('forward needs a token');
    return last;
  }

  async *forwardAll(
    tokens: Int32Array,
    signal?: AbortSignal,
    rows = tokens.length,
  ): AsyncIterable<LogitRow> {
    throwIfAborted(signal);
    if (this.length + tokens.length > this.contextLength) throw contextFull();
    const { engine } = await this.#ready();
    const all = [...this.#tokens, ...tokens];
    // Rows have to be computed; anything else that the cache holds, were it of a stopped call, stays.
    await this.#goBack(engine, Math.min(commonPrefix(this.#held, all), all.length - rows));
    for (const pass of planPasses(all.length - this.#held.length, rows, engine.chunkTokens)) {
      throwIfAborted(signal);
      const start = this.#held.length;
      const logits = await this.#append(all.slice(start, start + pass.tokens), pass.rows);
      for (let row = 0; row < pass.rows; row++) {
        yield logits.subarray(row * this.vocabularySize, (row + 1) * this.vocabularySize);
      }
    }
    this.#tokens = all;
  }

  truncate(length: number): Promise<void> {
    this.#tokens = this.#tokens.slice(0, length);
    return Promise.resolve();
  }

  async keep(name: string): Promise<void> {
    this.#kept.delete(name);
    this.#kept.set(name, this.#tokens);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptStates) this.#kept.delete(oldest!);
    const engine = this.#running?.engine;
    if (!engine) return;
    const { length } = this;
    engine.forget(name);
    if (length === 0 || commonPrefix(this.#held, this.#tokens) < length) return;
    await this.#goBack(engine, length);
    // What could not be copied is computed again.
    if (engine.length === length) await this.#guarded(() => engine.keep(name)).catch(() => {});
  }

  async resume(name: string): Promise<boolean> {
    const tokens = this.#kept.get(name);
    if (!tokens) return false;
    this.#kept.delete(name);
    this.#kept.set(name, tokens);
    const { engine, lost } = this.#running ?? {};
    if (engine && !lost?.aborted && commonPrefix(this.#held, tokens) < tokens.length) {
      const restored = await this.#guarded(() => engine.restore(name)).catch(() => false);
      if (restored) this.#held = tokens;
    }
    this.#tokens = tokens;
    return true;
  }

  async dispose(): Promise<void> {
    this.#kept.clear();
    const running = this.#running;
    this.#running = null;
    await running?.unload();
  }

  async #ready(): Promise<RunningEngine> {
    if (this.#running?.lost.aborted) this.#forget();
    this.#running ??= await this.#parts.start();
    return this.#running;
  }

  #forget(): void {
    this.#running = null;
    this.#held = [];
  }

  async #goBack(engine: LogitEngine, length: number): Promise<void> {
    await engine.truncate(length);
    this.#held = this.#held.slice(0, engine.length);
  }

  /** One pass. */
  async #append(tokens: readonly number[], rows: number): Promise<Float32Array> {
    const { engine } = this.#running!;
    const logits = await this.#guarded(() => engine.append(tokens, Math.max(1, rows)));
    this.#held = [...this.#held, ...tokens];
    return logits;
  }

  /** Whatever fails inside WebLLM leaves its cache in an unknown state: the engine is given up. */
  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    const { lost, unload } = this.#running!;
    try {
      return await unlessAborted(lost, work());
    } catch (error) {
      this.#forget();
      if (!lost.aborted) await unload().catch(() => {});
      throw webllmError('engine-lost', this.#parts.title, error);
    }
  }
}

/** Rejects when `signal` aborts first: what waits for a lost graphics card may wait for ever. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new Error('the graphics card was lost'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
}

function contextFull(): ApprenticeError {
  return new ApprenticeError(
    'context-full',
    'The conversation is longer than the language model can read at once. Nothing was changed; start a new conversation.',
  );
}
