import { ApprenticeError } from '../../core/errors/apprentice-error';
import type {
  Backend,
  ChatMessage,
  LanguageModel,
  LogitRow,
  PortableCache,
} from '../../core/ports/language-model';
import type { Decoder, DecoderSnapshot } from '../../core/ports/decoder';
import type { ModelTokenizer } from '../../core/ports/model-tokenizer';
import { nextTask } from './next-task';

/** Kept caches. One of 400 tokens of SmolLM2 is 18 MB. */
const keptStates = 12;

export interface LoadedLanguageModel {
  readonly id: string;
  /** SHA-256 of the weights' file. */
  readonly weights: string;
  readonly backend: Backend;
  readonly threads: number;
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly tokenizer: ModelTokenizer;
  readonly decoder: Decoder;
}

/** A language model on ONNX Runtime: WASM in a page, native in Node. Use `loadLanguageModel` to get one. */
export class TransformersLanguageModel implements LanguageModel {
  readonly id: string;
  readonly backend: Backend;
  readonly threads: number;
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly stopTokens: readonly number[];
  readonly portable: PortableCache;
  readonly #tokenizer: ModelTokenizer;
  readonly #decoder: Decoder;
  readonly #kept = new Map<string, DecoderSnapshot>();

  constructor({ decoder, tokenizer, ...model }: LoadedLanguageModel) {
    this.id = model.id;
    this.backend = model.backend;
    this.threads = model.threads;
    this.vocabularySize = model.vocabularySize;
    this.contextLength = model.contextLength;
    this.stopTokens = tokenizer.specialTokens;
    this.#tokenizer = tokenizer;
    this.#decoder = decoder;
    this.portable = {
      format: `${model.weights} ${decoder.format}`,
      save: () => Promise.resolve(decoder.bytes()),
      load: (bytes, length) =>
        Promise.resolve(length <= this.contextLength && decoder.load(bytes, length)),
    };
  }

  get length(): number {
    return this.#decoder.length;
  }

  encode(text: string): Int32Array {
    return this.#tokenizer.encode(text);
  }

  decode(tokens: ArrayLike<number>): string {
    return this.#tokenizer.decode(tokens);
  }

  vocabulary(): string[] {
    return this.#tokenizer.pieces(this.vocabularySize);
  }

  renderPrompt(messages: readonly ChatMessage[]): string {
    return this.#tokenizer.renderPrompt(messages);
  }

  forward(tokens: Int32Array, signal?: AbortSignal): Promise<LogitRow> {
    return this.#run(tokens, 1, signal);
  }

  async *forwardAll(
    tokens: Int32Array,
    signal?: AbortSignal,
    rows = tokens.length,
  ): AsyncIterable<LogitRow> {
    const data = await this.#run(tokens, rows, signal);
    for (let start = 0; start < data.length; start += this.vocabularySize) {
      yield data.subarray(start, start + this.vocabularySize);
    }
  }

  truncate(length: number): Promise<void> {
    this.#decoder.truncate(length);
    return Promise.resolve();
  }

  keep(name: string): Promise<void> {
    this.#kept.delete(name);
    this.#kept.set(name, this.#decoder.snapshot());
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptStates) this.#kept.delete(oldest!);
    return Promise.resolve();
  }

  resume(name: string): Promise<boolean> {
    const snapshot = this.#kept.get(name);
    if (!snapshot) return Promise.resolve(false);
    this.#kept.delete(name);
    this.#kept.set(name, snapshot);
    this.#decoder.restore(snapshot);
    return Promise.resolve(true);
  }

  async dispose(): Promise<void> {
    this.#kept.clear();
    await this.#decoder.release();
  }

  /** One pass; the logits of the last `rows` positions, row-major. */
  async #run(tokens: Int32Array, rows: number, signal?: AbortSignal): Promise<Float32Array> {
    await nextTask();
    if (signal?.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
    if (this.length + tokens.length > this.contextLength) throw contextFull();
    return this.#decoder.append(tokens, rows);
  }
}

function contextFull(): ApprenticeError {
  return new ApprenticeError(
    'context-full',
    'The conversation is longer than the language model can read at once. Nothing was changed; start a new conversation.',
  );
}
