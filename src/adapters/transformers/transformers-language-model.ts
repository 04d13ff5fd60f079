import { ApprenticeError } from '../../core/errors/apprentice-error';
import type {
  Backend,
  ChatMessage,
  LanguageModel,
  LogitRow,
} from '../../core/ports/language-model';
import { emptyState, firstTokens } from './key-value-state';
import type { KeyValueShape, KeyValueState } from './key-value-state';
import type { ModelTokenizer } from './model-tokenizer';
import { nextTask } from './next-task';
import { floatData, integers } from './onnx-session';
import type { OnnxSession } from './onnx-session';

/** Kept caches. One of 400 tokens of SmolLM2 is 18 MB. */
const keptStates = 12;
const logits = 'logits';

export interface LoadedLanguageModel {
  readonly id: string;
  readonly backend: Backend;
  readonly threads: number;
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly heads: number;
  readonly headLength: number;
  readonly tokenizer: ModelTokenizer;
  readonly session: OnnxSession;
  release(): Promise<void>;
}

/** A language model on ONNX Runtime: WASM in a page, native in Node. Use `loadLanguageModel` to get one. */
export class TransformersLanguageModel implements LanguageModel {
  readonly id: string;
  readonly backend: Backend;
  readonly threads: number;
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly stopTokens: readonly number[];
  readonly #model: LoadedLanguageModel;
  readonly #shape: KeyValueShape;
  readonly #outputs: readonly string[];
  #state: KeyValueState;
  /** The state before the last pass: going back one pass is free. */
  #previous: KeyValueState | null = null;
  readonly #kept = new Map<string, KeyValueState>();

  constructor(model: LoadedLanguageModel) {
    this.id = model.id;
    this.backend = model.backend;
    this.threads = model.threads;
    this.vocabularySize = model.vocabularySize;
    this.contextLength = model.contextLength;
    this.stopTokens = model.tokenizer.specialTokens;
    this.#model = model;
    const inputs = model.session.inputNames.filter((name) => name.startsWith('past_key_values.'));
    this.#shape = { inputs, heads: model.heads, headLength: model.headLength };
    this.#outputs = [logits, ...inputs.map(presentName)];
    this.#state = emptyState(this.#shape);
  }

  get length(): number {
    return this.#state.length;
  }

  encode(text: string): Int32Array {
    return this.#model.tokenizer.encode(text);
  }

  decode(tokens: ArrayLike<number>): string {
    return this.#model.tokenizer.decode(tokens);
  }

  vocabulary(): string[] {
    return this.#model.tokenizer.pieces(this.vocabularySize);
  }

  renderPrompt(messages: readonly ChatMessage[]): string {
    return this.#model.tokenizer.renderPrompt(messages);
  }

  forward(tokens: Int32Array, signal?: AbortSignal): Promise<LogitRow> {
    return this.#run(tokens, 1, signal);
  }

  async *forwardAll(tokens: Int32Array, signal?: AbortSignal): AsyncIterable<LogitRow> {
    const rows = await this.#run(tokens, tokens.length, signal);
    for (let start = 0; start < rows.length; start += this.vocabularySize) {
      yield rows.subarray(start, start + this.vocabularySize);
    }
  }

  truncate(length: number): Promise<void> {
    if (length < this.#state.length) {
      const reusable = length === this.#previous?.length ? this.#previous : null;
      this.#state = reusable ?? firstTokens(this.#state, length, this.#shape);
      this.#previous = null;
    }
    return Promise.resolve();
  }

  keep(name: string): Promise<void> {
    this.#kept.delete(name);
    this.#kept.set(name, this.#state);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptStates) this.#kept.delete(oldest!);
    return Promise.resolve();
  }

  resume(name: string): Promise<boolean> {
    const state = this.#kept.get(name);
    if (!state) return Promise.resolve(false);
    this.#kept.delete(name);
    this.#kept.set(name, state);
    this.#state = state;
    this.#previous = null;
    return Promise.resolve(true);
  }

  async dispose(): Promise<void> {
    this.#kept.clear();
    this.#previous = null;
    this.#state = emptyState(this.#shape);
    await this.#model.release();
  }

  /** One pass; the logits of the last `rows` positions, row-major. */
  async #run(tokens: Int32Array, rows: number, signal?: AbortSignal): Promise<Float32Array> {
    await nextTask();
    if (signal?.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
    const before = this.#state;
    const length = before.length + tokens.length;
    if (length > this.contextLength) throw contextFull();
    const outputs = await this.#model.session.run(
      {
        ...before.tensors,
        input_ids: integers(tokens, [1, tokens.length]),
        attention_mask: integers(new Uint8Array(length).fill(1), [1, length]),
        num_logits_to_keep: integers([rows], []),
      },
      this.#outputs,
    );
    const tensors = this.#shape.inputs.map((name) => [name, outputs[presentName(name)]!] as const);
    this.#previous = before;
    this.#state = { length, tensors: Object.fromEntries(tensors) };
    return floatData(outputs[logits]);
  }
}

/** `past_key_values.0.key` comes back as `present.0.key`. */
function presentName(input: string): string {
  return input.replace('past_key_values', 'present');
}

function contextFull(): ApprenticeError {
  return new ApprenticeError(
    'context-full',
    'The conversation is longer than the language model can read at once. Nothing was changed; start a new conversation.',
  );
}
