import type { Pipeline, TvmFunction, TvmTensor } from '../pipeline';

/** A tensor of numbers; reading it before `sync` gives zeros, as it does on a graphics card. */
interface FakeTensor extends TvmTensor {
  data: Float32Array | Int32Array;
}

export interface FakePipeline extends Pipeline {
  /** What was done to the cache, in order. */
  readonly calls: string[];
  /** Tokens in the cache. */
  tokens: readonly number[];
  /** The next checkpoint fails. */
  checkpointFailure: Error | null;
  /** Objects that were made in a scope and neither disposed of nor given back with it. */
  openScopes(): number;
}

/** WebLLM's pipeline with a cache of plain lists; its logits are [tokens so far, last token]. */
export function fakePipeline(mostRows = 4): FakePipeline {
  const calls: string[] = [];
  const pendingCopies: (() => void)[] = [];
  let scopes = 0;
  const tensor = (shape: readonly number[], data: Float32Array | Int32Array): FakeTensor => ({
    shape,
    dtype: 'float32',
    data,
    view: (other) => tensor(other, data),
    copyFrom(from) {
      const source = from instanceof Int32Array ? from : (from as FakeTensor).data;
      if (from instanceof Int32Array) this.data = source;
      else pendingCopies.push(() => (this.data = source));
      return this;
    },
    toArray() {
      return Float32Array.from(this.data);
    },
    dispose() {},
  });
  const present = (): readonly number[] => pipeline.tokens;
  const logitsAt = (positions: ArrayLike<number>, before: number): FakeTensor => {
    const rows = Array.from(positions, (at) => [before + at + 1, present()[before + at] ?? -1]);
    return tensor([1, rows.length, 2], Float32Array.from(rows.flat()));
  };
  const append = (tokens: readonly number[]): number => {
    const before = present().length;
    pipeline.tokens = [...present(), ...tokens];
    return before;
  };
  const functions: Record<string, (...args: never[]) => unknown> = {
    'vm.builtin.kv_state_popn': (_cache: unknown, _sequence: number, count: number) => {
      calls.push(`pop ${count}`);
      pipeline.tokens = present().slice(0, -count);
    },
    'vm.builtin.kv_state_begin_forward': () => calls.push('begin'),
    'vm.builtin.kv_state_end_forward': () => calls.push('end'),
    _metadata: () => ({ toString: () => `{"max_batch_size": ${mostRows}}` }),
    batch_prefill: (embeddings: FakeTensor, positions: FakeTensor) => {
      const tokens = [...embeddings.data];
      calls.push(`read ${tokens.length}, ${positions.data.length}`);
      const rows = logitsAt(positions.data, append(tokens));
      return { get: () => rows };
    },
  };
  const find = (name: string): TvmFunction => {
    const found = functions[name];
    if (!found) throw new Error(`Cannot find function ${name}`);
    return Object.assign((...args: unknown[]) => found(...(args as never[])), { dispose() {} });
  };
  const pipeline: FakePipeline = {
    calls,
    tokens: [],
    checkpointFailure: null,
    openScopes: () => scopes,
    tvm: {
      beginScope: () => void scopes++,
      endScope: () => void scopes--,
      detachFromCurrentScope: (value) => value,
      empty: (shape) => tensor(shape, new Float32Array(shape.reduce((a, b) => a * b, 1))),
      cpu: () => 'cpu',
      makeShapeTuple: (shape) => shape,
      scalar: (value) => value,
      getGlobalFunc: find,
    },
    device: { sync: async () => pendingCopies.splice(0).forEach((copy) => copy()) },
    vm: { getFunction: find },
    params: {},
    kvStateKind: 'kv_cache',
    prefillChunkSize: 16,
    kvCache: {},
    filledKVCacheLength: 0,
    resetChat() {
      calls.push('reset');
      pipeline.tokens = [];
      pipeline.filledKVCacheLength = 0;
    },
    getTokensEmbeddings: (tokens) => tensor([tokens.length, 1], Int32Array.from(tokens)),
    async forwardKnownTokens(tokens) {
      calls.push(`forward ${tokens.length}`);
      pipeline.filledKVCacheLength += tokens.length;
      return logitsAt([tokens.length - 1], append(tokens));
    },
    async exportPromptCheckpoint() {
      calls.push('export');
      if (pipeline.checkpointFailure) throw pipeline.checkpointFailure;
      return { pageGroups: [{ data: Uint8Array.from(present()) }] };
    },
    async importPromptCheckpoint({ pageGroups: [group] }) {
      calls.push('import');
      pipeline.tokens = [...(group?.data ?? [])];
      pipeline.filledKVCacheLength = pipeline.tokens.length;
    },
  };
  return pipeline;
}
