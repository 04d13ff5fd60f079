import type { Decoder, DecoderSnapshot } from '../../core/ports/decoder';
import { presentName } from './decoder';
import type { KeyValueShape } from './decoder';
import {
  emptyState,
  firstTokens,
  releaseState,
  stateBytes,
  stateFromBytes,
} from './key-value-state';
import type { KeyValueState } from './key-value-state';
import { integers, takeFloats } from './onnx-session';
import type { OnnxSession, OnnxTensor } from './onnx-session';

const logits = 'logits';

/**
 * Tokens of a pass where the model gives the logits of every position: 64 rows of 151,936 are 39 MB, those of a prompt
 * of 500 would be 304.
 */
const tokensOfAllLogits = 64;

/** States that were set aside leave the graphics card's memory after the last reference to them. */
const forgotten = new FinalizationRegistry(releaseState);

export interface DecoderOptions {
  /** What `position_ids` begin with; 0 by default. */
  readonly firstPosition?: number;
  /** Most tokens that are read at once; as many as there are by default. */
  readonly passTokens?: number;
}

interface TensorSnapshot extends DecoderSnapshot {
  /** Of `length` tokens or more. */
  readonly state: KeyValueState;
}

/**
 * A decoder on a session of ONNX Runtime's public interface, of our converter's layout or the hub's: with `position_ids`
 * or without, with `num_logits_to_keep` or with all logits, in 16 or 32 bits. Every pass takes the cache as tensors and
 * gives it back as new ones, which stay where the session leaves them.
 */
export class TensorDecoder implements Decoder {
  readonly format: string;
  readonly #session: OnnxSession;
  readonly #shape: KeyValueShape;
  readonly #outputs: readonly string[];
  readonly #release: () => Promise<void>;
  readonly #firstPosition: number;
  readonly #passTokens: number;
  /** Of `#length` tokens or, after going back, more: they are cut off when the next pass needs it. */
  #state: KeyValueState;
  #length = 0;
  /** The state before the last pass: going back one pass is free. */
  #previous: KeyValueState | null = null;
  readonly #kept = new WeakSet<KeyValueState>();

  constructor(
    session: OnnxSession,
    shape: KeyValueShape,
    release: () => Promise<void>,
    { firstPosition = 0, passTokens = Infinity }: DecoderOptions = {},
  ) {
    this.#session = session;
    this.#shape = shape;
    this.#release = release;
    this.#firstPosition = firstPosition;
    this.#passTokens = passTokens;
    this.#outputs = [logits, ...shape.inputs.map(presentName)];
    this.#state = emptyState(shape);
    const type = shape.type ?? 'float32';
    this.format = `${type} ${shape.inputs.length} ${shape.heads} ${shape.headLength}`;
  }

  get length(): number {
    return this.#length;
  }

  async append(tokens: Int32Array, rows: number): Promise<Float32Array> {
    await this.#settle();
    const keepsFew = this.#takes('num_logits_to_keep');
    const most = Math.min(this.#passTokens, keepsFew ? Infinity : tokensOfAllLogits);
    const before = this.#length;
    const parts: Float32Array[] = [];
    try {
      for (let start = 0; start < tokens.length; start += most) {
        const pass = tokens.subarray(start, start + most);
        const unwanted = Math.max(0, Math.min(pass.length, tokens.length - rows - start));
        // 0 would be all of them.
        const given = keepsFew ? Math.max(1, pass.length - unwanted) : pass.length;
        const all = await this.#pass(pass, given);
        const width = all.length / given;
        parts.push(all.subarray(all.length - (pass.length - unwanted) * width));
      }
    } catch (error) {
      // The passes before this one would be half of what was asked for.
      this.truncate(before);
      throw error;
    }
    return joined(parts);
  }

  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  snapshot(): TensorSnapshot {
    const state = this.#state;
    if (!this.#kept.has(state)) forgotten.register(state, { ...state });
    this.#kept.add(state);
    return { length: this.#length, state };
  }

  restore({ state, length }: TensorSnapshot): void {
    this.#become(state);
    this.#length = length;
  }

  async bytes(): Promise<Uint8Array> {
    await this.#settle();
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

  async #pass(tokens: Int32Array, rows: number): Promise<Float32Array> {
    const before = this.#state;
    const length = before.length + tokens.length;
    const inputs: Record<string, OnnxTensor> = {
      ...before.tensors,
      input_ids: integers(tokens, [1, tokens.length]),
    };
    if (this.#takes('attention_mask'))
      inputs['attention_mask'] = integers(new Uint8Array(length).fill(1), [1, length]);
    if (this.#takes('position_ids')) {
      const positions = tokens.map((_, i) => this.#firstPosition + before.length + i);
      inputs['position_ids'] = integers(positions, [1, tokens.length]);
    }
    if (this.#takes('num_logits_to_keep')) inputs['num_logits_to_keep'] = integers([rows], []);
    const outputs = await this.#session.run(inputs, this.#outputs);
    const tensors = this.#shape.inputs.map((name) => [name, outputs[presentName(name)]!] as const);
    const state = { length, tensors: Object.fromEntries(tensors) };
    const dropped = this.#previous;
    this.#previous = before;
    this.#state = state;
    this.#length = length;
    this.#drop(dropped);
    return takeFloats(outputs[logits]);
  }

  #takes(input: string): boolean {
    return this.#session.inputNames.includes(input);
  }

  /** Cuts off what was gone back over. */
  async #settle(): Promise<void> {
    const length = this.#length;
    if (length === this.#state.length) return;
    const reusable = length === this.#previous?.length ? this.#previous : null;
    this.#become(reusable ?? (await firstTokens(this.#state, length, this.#shape)));
  }

  #become(state: KeyValueState): void {
    const dropped = [this.#state, this.#previous];
    this.#state = state;
    this.#length = state.length;
    this.#previous = null;
    for (const each of dropped) this.#drop(each);
  }

  #drop(state: KeyValueState | null): void {
    if (!state || state === this.#state || this.#kept.has(state)) return;
    releaseState(state);
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
