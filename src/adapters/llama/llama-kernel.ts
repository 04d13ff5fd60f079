import { KernelMemory } from './kernel-memory';
import {
  chunkTokens,
  jobWords,
  layerWords,
  type JobWord,
  type KernelExports,
  type LlamaSizes,
} from './kernel-layout';
import type { LlamaWeights, StoredProduct } from './llama-weights';
import type { Initializer } from './onnx-initializers';

/** What a helper thread needs to join in: all of it can be posted to a worker that shares memory. */
export interface KernelShare {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly job: number;
  readonly thread: number;
}

/** Where things lie in the memory. */
interface Places {
  readonly job: number;
  readonly words: Record<JobWord, number>;
  readonly layers: readonly Record<(typeof layerWords)[number], number>[];
  readonly scratch: number;
  readonly pages: number;
}

/**
 * A Llama-layout model in the kernel's memory: int8 weights by rows, the key/value cache `[layer, key/value head,
 * position, head length]` of keys and of values, float32.
 */
export class LlamaKernel {
  readonly sizes: LlamaSizes;
  readonly #exports: KernelExports;
  readonly #memory: WebAssembly.Memory;
  readonly #places: Places;

  /** Takes the model's weights over; the bytes of `model` are not needed afterwards. */
  static create(
    module: WebAssembly.Module,
    model: Uint8Array,
    weights: LlamaWeights,
    sizes: LlamaSizes,
    threads: number,
  ): { kernel: LlamaKernel; shares: readonly KernelShare[] } {
    const places = plan(weights, sizes, threads);
    // All of it is asked for at once; what is never written takes no room.
    const memory = new WebAssembly.Memory({
      initial: places.pages,
      maximum: places.pages,
      shared: true,
    });
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    const kernel = new LlamaKernel(
      sizes,
      instance.exports as unknown as KernelExports,
      memory,
      places,
    );
    kernel.#fill(model, weights, threads);
    const shares = Array.from({ length: threads - 1 }, (_, i) => ({
      module,
      memory,
      job: places.job,
      thread: i + 1,
    }));
    return { kernel, shares };
  }

  private constructor(
    sizes: LlamaSizes,
    exports: KernelExports,
    memory: WebAssembly.Memory,
    places: Places,
  ) {
    this.sizes = sizes;
    this.#exports = exports;
    this.#memory = memory;
    this.#places = places;
  }

  /**
   * Appends at most `chunkTokens` tokens to the `past` ones of the cache; a copy of the logits after the last `rows` of
   * them, row-major. Blocks until it is done.
   */
  append(tokens: Int32Array, past: number, rows: number): Float32Array {
    const { words, job } = this.#places;
    this.#ints(words.tokens, tokens.length).set(tokens);
    this.#set({ count: tokens.length, past, rows });
    this.#exports.lead(job);
    return this.#floats(words.logits, rows * this.sizes.vocabulary).slice();
  }

  /** The first `length` positions of the cache: keys, then values, layer by layer, head by head. */
  readCache(length: number): Float32Array {
    const copy = new Float32Array(this.cacheLength(length));
    this.#visitCache(length, (view, at) => copy.set(view, at));
    return copy;
  }

  writeCache(state: Float32Array, length: number): void {
    this.#visitCache(length, (view, at) => view.set(state.subarray(at, at + view.length)));
  }

  /** Floats of the cache of `length` positions. */
  cacheLength(length: number): number {
    const { layers, keyValueHeads, headLength } = this.sizes;
    return 2 * layers * keyValueHeads * headLength * length;
  }

  /** Ends the helpers. */
  stop(): void {
    this.#exports.stop(this.#places.job);
  }

  #visitCache(length: number, visit: (view: Float32Array, at: number) => void): void {
    const { layers, keyValueHeads, headLength, context } = this.sizes;
    const { keys, values } = this.#places.words;
    const block = length * headLength;
    let at = 0;
    for (const start of [keys, values]) {
      for (let head = 0; head < layers * keyValueHeads; head++, at += block) {
        visit(this.#floats(start + 4 * head * context * headLength, block), at);
      }
    }
  }

  #fill(model: Uint8Array, weights: LlamaWeights, threads: number): void {
    const { words, layers } = this.#places;
    const { sizes } = this;
    this.#set({ ...words, ...sizes, threads });
    new Float32Array(this.#memory.buffer, this.#places.job)[jobWords.indexOf('epsilon')] =
      sizes.epsilon;
    const copy = ({ offset, bytes }: Initializer, place: number) =>
      new Uint8Array(this.#memory.buffer, place, bytes).set(model.subarray(offset, offset + bytes));
    const turn = ({ matrix, scales }: StoredProduct, place: number, scalePlace: number) => {
      copy(matrix, this.#places.scratch);
      this.#exports.transpose(this.#places.scratch, place, matrix.shape[0]!, matrix.shape[1]!);
      copy(scales, scalePlace);
    };
    turn(weights.embedding, words.embedding, words.embeddingScales);
    if (weights.head !== weights.embedding) turn(weights.head, words.head, words.headScales);
    copy(weights.finalNorm, words.finalNorm);
    const angles = 2 * sizes.headLength * sizes.context;
    copy({ ...weights.cosines, bytes: angles }, words.cosines);
    copy({ ...weights.sines, bytes: angles }, words.sines);
    weights.layers.forEach((layer, i) => {
      const at = layers[i]!;
      copy(layer.attentionNorm, at.attentionNorm);
      turn(layer.projection, at.projection, at.projectionScales);
      turn(layer.output, at.output, at.outputScales);
      copy(layer.feedForwardNorm, at.feedForwardNorm);
      turn(layer.gateUp, at.gateUp, at.gateUpScales);
      turn(layer.down, at.down, at.downScales);
      for (const name of ['projectionBias', 'queryNorm', 'keyNorm'] as const) {
        const vector = layer[name];
        if (vector) copy(vector, at[name]);
      }
      const table = this.#ints(words.layerTable + 4 * layerWords.length * i, layerWords.length);
      layerWords.forEach((word, index) => (table[index] = at[word]));
    });
  }

  #set(values: Partial<Record<JobWord, number>>): void {
    const job = this.#ints(this.#places.job, jobWords.length);
    jobWords.forEach((word, index) => {
      const value = values[word];
      if (value !== undefined) job[index] = value;
    });
  }

  #ints(address: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, address, length);
  }

  #floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }
}

function plan(weights: LlamaWeights, sizes: LlamaSizes, threads: number): Places {
  const memory = new KernelMemory();
  const floats = (count: number) => memory.take(4 * count);
  const { hidden, layers, heads, keyValueHeads, headLength, feedForward, context } = sizes;
  const product = ({ matrix, scales }: StoredProduct) =>
    [memory.take(matrix.bytes), memory.take(scales.bytes)] as const;
  const optional = (vector: Initializer | null) => (vector ? memory.take(vector.bytes) : 0);
  const job = memory.take(4 * jobWords.length);
  const [embedding, embeddingScales] = product(weights.embedding);
  const [head, headScales] =
    weights.head === weights.embedding ? [embedding, embeddingScales] : product(weights.head);
  const layerPlaces = weights.layers.map((layer) => {
    const [projection, projectionScales] = product(layer.projection);
    const [output, outputScales] = product(layer.output);
    const [gateUp, gateUpScales] = product(layer.gateUp);
    const [down, downScales] = product(layer.down);
    const attentionNorm = floats(hidden);
    const feedForwardNorm = floats(hidden);
    return {
      ...{ attentionNorm, projection, projectionScales, output, outputScales },
      ...{ feedForwardNorm, gateUp, gateUpScales, down, downScales },
      projectionBias: optional(layer.projectionBias),
      queryNorm: optional(layer.queryNorm),
      keyNorm: optional(layer.keyNorm),
    };
  });
  const widest = Math.max(hidden, heads * headLength, feedForward);
  const cache = layers * keyValueHeads * headLength * context;
  const places = {
    ...{ embedding, embeddingScales, head, headScales },
    finalNorm: floats(hidden),
    cosines: floats((context * headLength) / 2),
    sines: floats((context * headLength) / 2),
    layerTable: memory.take(4 * layerWords.length * layers),
    residual: floats(chunkTokens * hidden),
    input: memory.take(2 * chunkTokens * widest),
    steps: floats(chunkTokens),
    projected: floats(chunkTokens * (heads + 2 * keyValueHeads) * headLength),
    attended: floats(chunkTokens * heads * headLength),
    gated: floats(chunkTokens * 2 * feedForward),
    scores: floats(threads * (context + 4)),
    logits: floats(chunkTokens * sizes.vocabulary),
    tokens: floats(chunkTokens),
    keys: floats(cache),
    values: floats(cache),
  };
  // While the weights are turned the cache is empty: they pass through its place.
  const largest = Math.max(
    weights.embedding.matrix.bytes,
    weights.head.matrix.bytes,
    ...weights.layers.map(({ gateUp }) => gateUp.matrix.bytes),
  );
  memory.take(Math.max(0, largest - 8 * cache));
  const none = Object.fromEntries(jobWords.map((word) => [word, 0])) as Record<JobWord, number>;
  return {
    job,
    words: { ...none, ...places },
    layers: layerPlaces,
    scratch: places.keys,
    pages: memory.pages,
  };
}
