import { presentName } from './decoder';
import type { Decoder, KeyValueShape } from './decoder';
import { emptyState, firstTokens, stateBytes, stateFromBytes } from './key-value-state';
import type { KeyValueState } from './key-value-state';
import { floatData, integers } from './onnx-session';
import type { OnnxSession } from './onnx-session';

const logits = 'logits';

/**
 * A decoder on a session of ONNX Runtime's public interface: native in Node. Every pass takes the cache as tensors
 * and gives it back as new ones.
 */
export class TensorDecoder implements Decoder {
  readonly format: string;
  readonly #session: OnnxSession;
  readonly #shape: KeyValueShape;
  readonly #outputs: readonly string[];
  readonly #release: () => Promise<void>;
  #state: KeyValueState;
  /** The state before the last pass: going back one pass is free. */
  #previous: KeyValueState | null = null;

  constructor(session: OnnxSession, shape: KeyValueShape, release: () => Promise<void>) {
    this.#session = session;
    this.#shape = shape;
    this.#release = release;
    this.#outputs = [logits, ...shape.inputs.map(presentName)];
    this.#state = emptyState(shape);
    this.format = `float32 ${shape.inputs.length} ${shape.heads} ${shape.headLength}`;
  }

  get length(): number {
    return this.#state.length;
  }

  async append(tokens: Int32Array, rows: number): Promise<Float32Array> {
    const before = this.#state;
    const length = before.length + tokens.length;
    const outputs = await this.#session.run(
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

  truncate(length: number): void {
    if (length >= this.#state.length) return;
    const reusable = length === this.#previous?.length ? this.#previous : null;
    this.#become(reusable ?? firstTokens(this.#state, length, this.#shape));
  }

  snapshot(): KeyValueState {
    return this.#state;
  }

  restore(snapshot: KeyValueState): void {
    this.#become(snapshot);
  }

  bytes(): Uint8Array {
    return stateBytes(this.#state, this.#shape);
  }

  load(bytes: Uint8Array, length: number): boolean {
    const state = stateFromBytes(bytes, length, this.#shape);
    if (state) this.#become(state);
    return state !== null;
  }

  async release(): Promise<void> {
    this.#become(emptyState(this.#shape));
    await this.#release();
  }

  #become(state: KeyValueState): void {
    this.#state = state;
    this.#previous = null;
  }
}
