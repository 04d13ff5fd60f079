import { Checkpoints } from './checkpoints';
import type { LogitEngine } from './logit-engine';
import { PassCosts } from './pass-costs';
import type { Pipeline, TvmFunction, TvmTensor } from './pipeline';

/** Names of TVM's functions on its key/value cache. */
const cacheFunctions = {
  pop: 'vm.builtin.kv_state_popn',
  begin: 'vm.builtin.kv_state_begin_forward',
  end: 'vm.builtin.kv_state_end_forward',
} as const;

/**
 * WebLLM's pipeline driven directly. Against the public interface it saves the sampling on the graphics card and one
 * copy of the logits there and back, goes back without computing, reads several rows in one pass, and copies the
 * cache of prompts' beginnings. (Forks of the sequence would share its pages, but attention over a forked sequence of
 * more than a page gave wrong logits on WebGPU with TVM 0.27.) Throws where a function is missing.
 */
export class PipelineEngine implements LogitEngine {
  readonly vocabularySize: number;
  readonly chunkTokens: number;
  readonly #pipeline: Pipeline;
  readonly #cache: Record<keyof typeof cacheFunctions, TvmFunction>;
  /** Null when the library can't read several rows in a pass. */
  readonly #prefillRows: TvmFunction | null;
  /** Most rows a pass: the batch that the library was compiled for. */
  readonly #mostRows: number;
  readonly #costs = new PassCosts();
  readonly checkpoints: Checkpoints;

  constructor(pipeline: Pipeline, vocabularySize: number) {
    this.#pipeline = pipeline;
    this.vocabularySize = vocabularySize;
    this.chunkTokens = pipeline.prefillChunkSize;
    this.checkpoints = new Checkpoints(pipeline);
    const { tvm, vm } = pipeline;
    tvm.beginScope();
    try {
      const held = <T>(value: T): T => tvm.detachFromCurrentScope(value);
      const global = (name: string): TvmFunction => held(tvm.getGlobalFunc(name));
      this.#cache = {
        pop: global(cacheFunctions.pop),
        begin: global(cacheFunctions.begin),
        end: global(cacheFunctions.end),
      };
      this.#mostRows = batchOf(vm.getFunction('_metadata'));
      this.#prefillRows = this.#mostRows > 1 ? held(vm.getFunction('batch_prefill')) : null;
    } finally {
      tvm.endScope();
    }
  }

  get length(): number {
    return this.#pipeline.filledKVCacheLength;
  }

  async append(tokens: readonly number[], rows: number): Promise<Float32Array> {
    const result = new Float32Array(rows * this.vocabularySize);
    const single = this.#costs.areCheaperSingly(tokens.length);
    const most = single || !this.#prefillRows ? 1 : this.#mostRows;
    const silent = tokens.length - rows;
    if (single && silent > 0) await this.#readSingly(tokens.slice(0, silent));
    for (let row = 0; row < rows; row += most) {
      const count = Math.min(most, rows - row);
      const start = row > 0 || single ? silent + row : 0;
      const logits = await this.#pass(tokens.slice(start, silent + row + count), count);
      result.set(logits, row * this.vocabularySize);
    }
    return result;
  }

  truncate(length: number): Promise<void> {
    const surplus = this.length - length;
    if (surplus > 0) {
      this.#scoped(({ tvm, kvCache }) =>
        this.#cache.pop(kvCache, tvm.scalar(0, 'int64'), tvm.scalar(surplus, 'int32')),
      );
      this.#pipeline.filledKVCacheLength = length;
    }
    return Promise.resolve();
  }

  async keep(name: string): Promise<void> {
    await this.checkpoints.keep(name);
  }

  restore(name: string): Promise<boolean> {
    return this.checkpoints.restore(name);
  }

  forget(name: string): void {
    this.checkpoints.forget(name);
  }

  /** Tokens one by one, whose rows nobody wants. */
  async #readSingly(tokens: readonly number[]): Promise<void> {
    for (const token of tokens) (await this.#pipeline.forwardKnownTokens([token], true))?.dispose();
  }

  async #pass(tokens: readonly number[], rows: number): Promise<Float32Array> {
    const start = performance.now();
    const { tvm, device } = this.#pipeline;
    const logits =
      rows > 1
        ? this.#readRows(tokens, rows)
        : await this.#pipeline.forwardKnownTokens(tokens, true);
    if (!logits) throw new TypeError('WebLLM handed out no logits');
    try {
      tvm.beginScope();
      const copy = tvm.empty(logits.shape, logits.dtype, tvm.cpu()).copyFrom(logits);
      await device.sync();
      this.#costs.note(tokens.length, performance.now() - start);
      return copy.toArray();
    } finally {
      tvm.endScope();
      logits.dispose();
    }
  }

  /** Appends tokens; the logits after the last `rows` of them, on the graphics card. */
  #readRows(tokens: readonly number[], rows: number): TvmTensor {
    return this.#scoped((pipeline) => {
      const { tvm, kvCache } = pipeline;
      const embeddings = pipeline.getTokensEmbeddings(tokens);
      const positions = tvm.empty([rows], 'int32', pipeline.device);
      positions.copyFrom(Int32Array.from({ length: rows }, (_, i) => tokens.length - rows + i));
      this.#cache.begin(kvCache, tvm.makeShapeTuple([0]), tvm.makeShapeTuple([tokens.length]));
      const result = this.#prefillRows!(
        embeddings.view([1, ...embeddings.shape]),
        positions,
        kvCache,
        pipeline.params,
      ) as { get(index: number): TvmTensor };
      this.#cache.end(kvCache);
      pipeline.filledKVCacheLength += tokens.length;
      return tvm.detachFromCurrentScope(result.get(0));
    });
  }

  /** TVM's objects live in scopes; what `use` makes is given back at its end. */
  #scoped<T>(use: (pipeline: Pipeline) => T): T {
    const { tvm } = this.#pipeline;
    tvm.beginScope();
    try {
      return use(this.#pipeline);
    } finally {
      tvm.endScope();
    }
  }
}

/** Reads `max_batch_size` of the library's metadata; 1 when it says none. */
function batchOf(metadata: TvmFunction): number {
  const { max_batch_size: size } = JSON.parse(String(metadata())) as { max_batch_size?: unknown };
  return typeof size === 'number' && size > 1 ? size : 1;
}
