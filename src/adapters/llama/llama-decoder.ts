import type { Decoder, DecoderSnapshot } from '../../core/ports/decoder';
import { chunkTokens, type LlamaSizes } from './kernel-layout';
import { LlamaKernel, type KernelShare } from './llama-kernel';
import { findLlamaWeights } from './llama-weights';
import type { LlamaWeights } from './llama-weights';

/** What differs between them is found in their weights. */
const knownTypes = ['llama', 'qwen2', 'qwen3'];
/** Columns are read 16 at a time, heads too. */
const LANES = 16;

/** The part of a model's `config.json` that the kernel goes by; the names are Hugging Face's. */
interface Configuration {
  readonly model_type: string;
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number;
  readonly head_dim: number;
  readonly intermediate_size: number;
  readonly vocab_size: number;
  readonly rms_norm_eps: number;
}

export interface LlamaDecoderOptions {
  /** The compiled `kernel.wasm`. */
  readonly module: WebAssembly.Module;
  /** Positions of the cache, at most those of the model's rotary table. */
  readonly context: number;
  /** This one and those of `startHelper`. */
  readonly threads: number;
  /** Starts a thread that calls `serve`; resolves when it listens, to what ends it. */
  readonly startHelper?: (share: KernelShare) => Promise<() => void>;
}

interface LlamaSnapshot extends DecoderSnapshot {
  readonly state: Float32Array;
}

/**
 * A decoder of a Llama-layout model on our own kernel (kernel/): int8 weights, activations in 14 bits, a token's result
 * bit for bit the same in a pass of its own and among others. MLAS' WASM build packs the weights anew at each pass and
 * quantises activations to 8 bits; this one reads them as they lie.
 */
export class LlamaDecoder implements Decoder {
  readonly format: string;
  readonly #kernel: LlamaKernel;
  readonly #helpers: readonly (() => void)[];
  #length = 0;
  /** The snapshot whose first `#intact` tokens the cache still holds. */
  #base: DecoderSnapshot | null = null;
  #intact = 0;

  /** Null when `model` (ONNX, as the converter makes it for WASM) or `configuration` is of another layout. */
  static async create(
    model: Uint8Array,
    configuration: unknown,
    options: LlamaDecoderOptions,
  ): Promise<LlamaDecoder | null> {
    const config = configuration as Configuration;
    const weights = findLlamaWeights(model, config.num_hidden_layers);
    const sizes = weights && sizesOf(config, weights, options.context);
    if (!weights || !sizes) return null;
    const { module, threads, startHelper } = options;
    const used = startHelper ? threads : 1;
    const { kernel, shares } = LlamaKernel.create(module, model, weights, sizes, used);
    const helpers: (() => void)[] = [];
    for (const share of shares) helpers.push(await startHelper!(share));
    return new LlamaDecoder(kernel, helpers);
  }

  private constructor(kernel: LlamaKernel, helpers: readonly (() => void)[]) {
    const { layers, keyValueHeads, headLength } = kernel.sizes;
    this.format = `kernel float32 ${layers} ${keyValueHeads} ${headLength}`;
    this.#kernel = kernel;
    this.#helpers = helpers;
  }

  get length(): number {
    return this.#length;
  }

  async append(tokens: Int32Array, rows: number): Promise<Float32Array> {
    const { vocabulary } = this.#kernel.sizes;
    const logits = new Float32Array(rows * vocabulary);
    this.#intact = Math.min(this.#intact, this.#length);
    for (let start = 0; start < tokens.length; start += chunkTokens) {
      const chunk = tokens.subarray(start, start + chunkTokens);
      const left = tokens.length - start - chunk.length;
      const wanted = Math.max(0, Math.min(chunk.length, rows - left));
      const part = this.#kernel.append(chunk, this.#length + start, wanted);
      if (wanted > 0) logits.set(part, (rows - left - wanted) * vocabulary);
    }
    this.#length += tokens.length;
    return logits;
  }

  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  snapshot(): LlamaSnapshot {
    const taken = { length: this.#length, state: this.#kernel.readCache(this.#length) };
    this.#base = taken;
    this.#intact = taken.length;
    return taken;
  }

  restore(snapshot: LlamaSnapshot): void {
    // Back to a prefix that everything since was appended to: the cache still has it.
    const intact = this.#base === snapshot && this.#intact >= snapshot.length;
    if (!intact) this.#kernel.writeCache(snapshot.state, snapshot.length);
    this.#length = snapshot.length;
    this.#base = snapshot;
    this.#intact = snapshot.length;
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#kernel.readCache(this.#length).buffer);
  }

  load(bytes: Uint8Array, length: number): boolean {
    if (bytes.length !== 4 * this.#kernel.cacheLength(length)) return false;
    this.#kernel.writeCache(new Float32Array(bytes.slice().buffer), length);
    this.#length = length;
    this.#base = null;
    return true;
  }

  release(): Promise<void> {
    this.#length = 0;
    this.#kernel.stop();
    for (const end of this.#helpers) end();
    return Promise.resolve();
  }
}

/** Null for sizes that the kernel's loops do not fit. */
function sizesOf(config: Configuration, weights: LlamaWeights, context: number): LlamaSizes | null {
  const sizes = {
    hidden: config.hidden_size,
    layers: config.num_hidden_layers,
    heads: config.num_attention_heads,
    keyValueHeads: config.num_key_value_heads,
    headLength: config.head_dim,
    feedForward: config.intermediate_size,
    vocabulary: config.vocab_size,
    context: Math.min(context, weights.cosines.shape[0] ?? 0),
    epsilon: config.rms_norm_eps,
  };
  const { hidden, heads, headLength, feedForward, vocabulary } = sizes;
  const fits =
    knownTypes.includes(config.model_type) &&
    [hidden, headLength, feedForward].every((size) => size > 0 && size % LANES === 0) &&
    String(weights.embedding.matrix.shape) === String([hidden, vocabulary]) &&
    String(weights.layers[0]?.output.matrix.shape) === String([heads * headLength, hidden]);
  return fits ? sizes : null;
}
